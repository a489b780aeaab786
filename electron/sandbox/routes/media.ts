import { GraphFailure } from '../graph-failure.ts'
import { parseForm, type Answer, type Call } from '../http/call.ts'
import type { Handler, Routes } from '../http/routes.ts'
import type { Kernel } from '../kernel.ts'
import { dayMs } from '../model.ts'

const mb = 1024 * 1024
/** How large each kind may be (Meta: Supported media types). */
const limits: Readonly<Record<string, number>> = {
  'image/jpeg': 5 * mb,
  'image/png': 5 * mb,
  'video/mp4': 16 * mb,
  'application/pdf': 100 * mb,
}
/** An uploaded file can be sent for so long (Meta: Media). */
const keptMs = 30 * dayMs

async function upload(kernel: Kernel, call: Call): Promise<Answer> {
  const form = await parseForm(call)
  if (form.get('messaging_product') !== 'whatsapp')
    throw new GraphFailure(100, 'Parameter messaging_product is required.')
  const file = form.get('file')
  if (!(file instanceof File)) throw new GraphFailure(100, 'Parameter file is required.')
  const limit = Object.hasOwn(limits, file.type) ? limits[file.type] : undefined
  if (limit === undefined) throw new GraphFailure(131053, 'This type of file cannot be uploaded.')
  if (file.size === 0 || file.size > limit)
    throw new GraphFailure(131053, 'The file is empty, or larger than its type may be.')
  const id = kernel.random.digits(16)
  kernel.state.media.set(id, {
    kind: file.type === 'application/pdf' ? 'document' : (file.type.split('/')[0] ?? ''),
    goneAt: kernel.settings.now() + keptMs,
  })
  return { body: { id } }
}

/** `/{phone}/media`; downloads are not there. */
export const mediaRoutes: Routes<Handler> = { 'POST /media': upload }
