import { AppError } from '../../shared/errors.ts'
import type { AuditLine } from '../core/audit/audit-line.ts'
import { maxSheetRows, type TableWriter } from '../files/table-writer.ts'
import { betweenPortions } from './contact-targets.ts'
import type { ProcessContext } from './context.ts'
import { formatMoment } from './format-moment.ts'

export interface FileExport<Row> {
  /** What the file is called before its date. */
  readonly name: string
  /** Of the file's name. */
  readonly ending: string
  readonly writer: TableWriter<Row>
  /** The rows behind a place, 0 at first, and the place of the last of them; null: there are no more. */
  next(after: number): { readonly rows: readonly Row[]; readonly last: number | null }
  /** What the log says of it. */
  audit(rows: number): AuditLine
}

/**
 * Writes a file a portion at a time. It is given out after the log says so; with an error halfway there is
 * neither.
 *
 * @throws AppError `file_too_large` for more rows than a sheet holds; `cancelled`.
 */
export async function exportFile<Row>(
  context: ProcessContext,
  wanted: FileExport<Row>,
): Promise<{ fileId: string; fileName: string; rows: number }> {
  const day = formatMoment(context.now()).slice(0, 10)
  const fileName = `${wanted.name}-${day}.${wanted.ending}`
  const fileId = context.files.create(fileName)
  try {
    const rows = await writeAll(context, wanted, fileId)
    context.transact((command) => {
      command.audit(wanted.audit(rows))
      command.changed(['audit'])
    })
    return { fileId, fileName, rows }
  } catch (error) {
    context.files.discard(fileId)
    throw error
  }
}

async function writeAll<Row>(
  context: ProcessContext,
  { writer, ending, next }: FileExport<Row>,
  fileId: string,
): Promise<number> {
  let count = 0
  for (let after = 0; ;) {
    const { rows, last } = next(after)
    count += rows.length
    if (ending === 'xlsx' && count > maxSheetRows)
      throw new AppError('file_too_large', {
        message: 'A sheet does not hold that many rows. Export them as CSV.',
        params: { limit: maxSheetRows },
      })
    context.files.append(fileId, writer.add(rows))
    if (last === null) break
    after = last
    await betweenPortions(context, 'report', count, null)
  }
  context.files.append(fileId, writer.end())
  return count
}
