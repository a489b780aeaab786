import { createHash } from 'node:crypto'
import { z } from 'zod'
import { startDelete, startSettingsUpdate } from '../group-operations.ts'
import type { SettingsChange } from '../group-operations.ts'
import { GraphFailure } from '../graph-failure.ts'
import type { Answer, Call } from '../http/call.ts'
import { parseBody, parseForm } from '../http/call.ts'
import { pickFields } from '../http/fields.ts'
import type { ObjectHandler, Routes } from '../http/routes.ts'
import { jpegSize } from '../jpeg.ts'
import type { Kernel } from '../kernel.ts'
import { seconds } from '../seconds.ts'
import type { Group, GroupPicture } from '../model.ts'
import { personOnWire } from '../people.ts'
import { descriptionShape, subjectShape } from './groups.ts'

const maxPictureBytes = 5 * 1024 * 1024
const minPictureSide = 192

const updateShape = z
  .object({
    messaging_product: z.literal('whatsapp'),
    subject: subjectShape.optional(),
    description: descriptionShape.optional(),
  })
  .refine((body) => body.subject !== undefined || body.description !== undefined, {
    message: 'subject, description or a picture is needed',
  })

/** Throws 131207: a suspended group may be looked at and nothing else. */
export function requireNotSuspended(group: Group): void {
  if (group.suspended) throw new GraphFailure(131207, 'The group is suspended.')
}

function info(_kernel: Kernel, call: Call, group: Group): Answer {
  const fields = {
    id: () => group.id,
    messaging_product: () => 'whatsapp',
    subject: () => group.subject,
    description: () => (group.description === '' ? undefined : group.description),
    suspended: () => group.suspended,
    creation_timestamp: () => seconds(group.createdAt),
    total_participant_count: () => group.participants.length,
    join_approval_mode: () => group.joinApprovalMode,
    participants: () => group.participants.map(({ person }) => personOnWire(person)),
  }
  return { body: pickFields(fields, call.query.get('fields'), ['messaging_product', 'id']) }
}

async function update(kernel: Kernel, call: Call, group: Group): Promise<Answer> {
  requireNotSuspended(group)
  const change = call.contentType.startsWith('multipart/form-data')
    ? await readPictureForm(call)
    : parseBody(call, updateShape)
  kernel.limiter.admitGroupOperation()
  kernel.tally.noteOperation('update_group', group.id)
  const requestId = startSettingsUpdate(kernel, group, change)
  return { body: { messaging_product: 'whatsapp', request_id: requestId } }
}

/** The picture part is `file` in Meta's guide and `profile_picture_file` in practice elsewhere. */
async function readPictureForm(call: Call): Promise<SettingsChange> {
  const form = await parseForm(call)
  if (form.get('messaging_product') !== 'whatsapp') {
    throw new GraphFailure(100, 'Parameter messaging_product is required.')
  }
  const file = form.get('file') ?? form.get('profile_picture_file')
  if (file === null || typeof file === 'string') {
    throw new GraphFailure(100, 'Parameter file is required.')
  }
  return { picture: checkPicture(Buffer.from(await file.arrayBuffer())) }
}

function checkPicture(bytes: Buffer): GroupPicture {
  const size = jpegSize(bytes)
  if (size === undefined) throw new GraphFailure(131053, 'The picture must be a JPEG.')
  if (bytes.length > maxPictureBytes) throw new GraphFailure(131053, 'The picture is over 5 MB.')
  if (size.width !== size.height) throw new GraphFailure(131209, 'The picture must be square.')
  if (size.width < minPictureSide) {
    throw new GraphFailure(131210, 'The picture must be 192 × 192 pixels or more.')
  }
  return { mimeType: 'image/jpeg', sha256: createHash('sha256').update(bytes).digest('hex') }
}

function remove(kernel: Kernel, _call: Call, group: Group): Answer {
  requireNotSuspended(group)
  kernel.limiter.admitGroupOperation()
  kernel.tally.noteOperation('delete_group', group.id)
  return { body: { success: true, request_id: startDelete(kernel, group) } }
}

/** `/{group}` */
export const groupRoutes: Routes<ObjectHandler<Group>> = {
  'GET /': info,
  'POST /': update,
  'DELETE /': remove,
}
