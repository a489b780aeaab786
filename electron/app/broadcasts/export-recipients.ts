import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { maxSheetRows } from '../../files/contact-export.ts'
import { createRecipientWriter } from '../../files/recipient-export.ts'
import { broadcastRow } from '../../store/broadcasts/broadcast-store.ts'
import { exportedRecipients } from '../../store/broadcasts/recipient-list-store.ts'
import { betweenPortions } from '../contact-targets.ts'
import type { ProcessContext } from '../context.ts'
import { formatMoment } from '../format-moment.ts'

const portion = 1000

/** The file is given out after the log says so; with an error halfway there is neither. */
export async function exportRecipients(
  context: ProcessContext,
  { broadcastId, format }: ParsedInput<'broadcasts.exportRecipients'>,
): Promise<CallOutput<'broadcasts.exportRecipients'>> {
  const { seq } = context.read(({ db }) => broadcastRow(db, broadcastId))
  const fileName = `broadcast-${formatMoment(context.now()).slice(0, 10)}.${format}`
  const fileId = context.files.create(fileName)
  try {
    const rows = await writeAll(context, seq, fileId, format)
    context.transact((command) => {
      command.audit({
        action: 'broadcasts.exported',
        subjectKind: 'broadcast',
        subjectId: broadcastId,
        data: { format, rows },
      })
      command.changed(['audit'])
    })
    return { fileId, fileName, rows }
  } catch (error) {
    context.files.discard(fileId)
    throw error
  }
}

async function writeAll(
  context: ProcessContext,
  broadcastSeq: number,
  fileId: string,
  format: 'csv' | 'xlsx',
): Promise<number> {
  const writer = createRecipientWriter(format)
  let rows = 0
  for (let after = 0; ;) {
    const { recipients, last } = context.read(({ db }) =>
      exportedRecipients(db, broadcastSeq, after, portion),
    )
    rows += recipients.length
    if (format === 'xlsx' && rows > maxSheetRows)
      throw new AppError('file_too_large', {
        message: 'A sheet does not hold that many rows. Export them as CSV.',
        params: { limit: maxSheetRows },
      })
    context.files.append(fileId, writer.add(recipients))
    if (last === null || recipients.length < portion) break
    after = last
    await betweenPortions(context, 'report', rows, null)
  }
  context.files.append(fileId, writer.end())
  return rows
}
