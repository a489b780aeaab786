import { GraphFailure } from '../graph-failure.ts'
import type { Answer, Call } from '../http/call.ts'
import type { Handler, Routes } from '../http/routes.ts'
import type { Kernel } from '../kernel.ts'

const types = ['image/jpeg', 'image/jpg', 'image/png', 'video/mp4', 'application/pdf']

/** `POST /{app}/uploads` (Meta: Resumable Upload). */
function begin(kernel: Kernel, call: Call): Answer {
  const length = Number(call.query.get('file_length'))
  if (!Number.isInteger(length) || length < 1)
    throw new GraphFailure(100, 'Parameter file_length must be a positive number.')
  if (!types.includes(call.query.get('file_type') ?? ''))
    throw new GraphFailure(100, 'Parameter file_type is not one that can be uploaded.')
  const id = `upload:${kernel.random.letters(30)}`
  kernel.state.uploads.sessions.set(id, length)
  return { body: { id: `${id}?sig=${kernel.random.letters(12)}` } }
}

/** `POST /upload:…`: the bytes. The handle is for a template's example. */
export function receiveUpload(kernel: Kernel, call: Call, id: string): Answer {
  const { sessions, handles } = kernel.state.uploads
  const length = sessions.get(id)
  if (length === undefined) throw new GraphFailure(100, 'There is no such upload session.')
  if (call.bytes.length !== length)
    throw new GraphFailure(100, 'The file is not as long as was said.')
  sessions.delete(id)
  const handle = `4::${kernel.random.letters(40)}`
  handles.add(handle)
  return { body: { h: handle } }
}

/** `/{app}` */
export const uploadRoutes: Routes<Handler> = { 'POST /uploads': begin }
