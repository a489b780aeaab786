import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { createRecipientWriter } from '../../files/recipient-export.ts'
import { broadcastRow } from '../../store/broadcasts/broadcast-store.ts'
import { exportedRecipients } from '../../store/broadcasts/recipient-list-store.ts'
import type { ProcessContext } from '../context.ts'
import { exportFile } from '../export-file.ts'

const portion = 1000

/**
 * Everybody of a broadcast with what became of their message.
 *
 * @throws AppError `not_found`, `file_too_large`, `cancelled`.
 */
export function exportRecipients(
  context: ProcessContext,
  { broadcastId, format }: ParsedInput<'broadcasts.exportRecipients'>,
): Promise<CallOutput<'broadcasts.exportRecipients'>> {
  const { seq } = context.read(({ db }) => broadcastRow(db, broadcastId))
  return exportFile(context, {
    name: 'broadcast',
    ending: format,
    writer: createRecipientWriter(format),
    next(after) {
      const { recipients, last } = context.read(({ db }) =>
        exportedRecipients(db, seq, after, portion),
      )
      return { rows: recipients, last: recipients.length < portion ? null : last }
    },
    audit: (rows) => ({
      action: 'broadcasts.exported',
      subjectKind: 'broadcast',
      subjectId: broadcastId,
      data: { format, rows },
    }),
  })
}
