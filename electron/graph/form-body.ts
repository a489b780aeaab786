import { randomUUID } from 'node:crypto'
import type { TemplateFile } from './graph-records.ts'

export interface FormBody {
  readonly contentType: string
  readonly bytes: Uint8Array
}

/** Fields and one file as `multipart/form-data` (RFC 7578), the file last under the name `file`. */
export function formBody(fields: Readonly<Record<string, string>>, file: TemplateFile): FormBody {
  const boundary = `----${randomUUID()}`
  const heads = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  )
  const head =
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted(file.fileName)}"\r\n` +
    `content-type: ${file.mimeType}\r\n\r\n`
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([
      Buffer.from(heads.join('') + head),
      file.content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  }
}

/** As browsers write a name (WHATWG: multipart/form-data encoding). */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
