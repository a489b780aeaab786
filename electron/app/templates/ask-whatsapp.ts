import { AppError } from '../../../shared/errors.ts'
import { describeGraphError, GraphApiError, GraphNetworkError } from '../../graph/errors.ts'
import type { GraphClient } from '../../graph/graph-client.ts'
import { readSettings } from '../../store/settings-store.ts'
import { readAccount } from '../account/account-record.ts'
import { clientFor } from '../account/connection.ts'
import type { ProcessContext } from '../context.ts'

/**
 * Asks WhatsApp something about templates, outside any transaction.
 *
 * @throws AppError `account_missing`; what WhatsApp refused, with its numbers in `params`; `outcome_unknown`
 */
export async function askWhatsApp<T>(
  context: ProcessContext,
  ask: (graph: GraphClient) => Promise<T>,
): Promise<T> {
  const { account, version } = context.read(({ db }) => ({
    account: readAccount(db),
    version: readSettings(db).graphVersion,
  }))
  if (!account?.hasToken)
    throw new AppError('account_missing', { message: 'Connect a Business account first.' })
  const graph = clientFor(
    account,
    version,
    async () => (await context.secrets.get('access_token')) ?? '',
  )
  try {
    return await ask(graph)
  } catch (error) {
    throw toAppError(error)
  } finally {
    await graph.close()
  }
}

function toAppError(error: unknown): unknown {
  if (!(error instanceof GraphApiError) && !(error instanceof GraphNetworkError)) return error
  const told = describeGraphError(error)
  return new AppError(told.code, {
    message: 'WhatsApp did not take it. Look at the lint, or try again later.',
    retryable: told.retryable,
    params: {
      ...(told.graphCode === null ? {} : { code: told.graphCode }),
      ...(error instanceof GraphApiError && error.subcode !== null
        ? { subcode: error.subcode }
        : {}),
    },
  })
}
