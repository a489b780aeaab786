import { AppError } from '../../../shared/errors.ts'

const mb = 1024 * 1024

/** What a header can show, told by the first bytes, and how large it may be (Meta: Supported media types). */
const fileKinds = [
  { type: 'image', mimeType: 'image/jpeg', at: 0, magic: [0xff, 0xd8, 0xff], limitMb: 5 },
  { type: 'image', mimeType: 'image/png', at: 0, magic: [0x89, 0x50, 0x4e, 0x47], limitMb: 5 },
  { type: 'video', mimeType: 'video/mp4', at: 4, magic: [0x66, 0x74, 0x79, 0x70], limitMb: 16 },
  {
    type: 'document',
    mimeType: 'application/pdf',
    at: 0,
    magic: [0x25, 0x50, 0x44, 0x46],
    limitMb: 100,
  },
] as const

export type FileKind = Pick<(typeof fileKinds)[number], 'type' | 'mimeType'>

/**
 * What a file is, by its own bytes.
 *
 * @param mostMb a limit below WhatsApp's own
 * @throws AppError `file_format_unknown`, `file_too_large`
 */
export function fileKindOf(content: Uint8Array, mostMb = Infinity): FileKind {
  const kind = fileKinds.find(({ at, magic }) =>
    magic.every((byte, offset) => content[at + offset] === byte),
  )
  if (!kind)
    throw new AppError('file_format_unknown', {
      field: 'fileId',
      message: 'Choose a JPEG or PNG picture, an MP4 video or a PDF.',
    })
  const limitMb = Math.min(kind.limitMb, mostMb)
  if (content.byteLength > limitMb * mb)
    throw new AppError('file_too_large', {
      field: 'fileId',
      message: 'Choose a smaller file.',
      params: { megabytes: limitMb },
    })
  return kind
}
