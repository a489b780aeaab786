import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { createResultWriter, resultLines } from '../../files/result-export.ts'
import { broadcastResults } from '../../store/broadcasts/result-store.ts'
import type { ProcessContext } from '../context.ts'
import { exportFile } from '../export-file.ts'

/**
 * What a broadcast brought, figure by figure. It names nobody.
 *
 * @throws AppError `not_found`.
 */
export function exportResults(
  context: ProcessContext,
  { broadcastId, format }: ParsedInput<'broadcasts.exportResults'>,
): Promise<CallOutput<'broadcasts.exportResults'>> {
  const results = context.read(({ db, now }) => broadcastResults(db, broadcastId, now))
  return exportFile(context, {
    name: 'broadcast-results',
    ending: format,
    writer: createResultWriter(format),
    next: () => ({ rows: resultLines(results), last: null }),
    audit: (rows) => ({
      action: 'broadcasts.resultsExported',
      subjectKind: 'broadcast',
      subjectId: broadcastId,
      data: { format, rows },
    }),
  })
}
