import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { readSettings, readCounter, readValue } from '../../store/settings-store.ts'
import { countUnknownUpdates, listUnknownUpdates } from '../../store/update-store.ts'
import {
  deleteAccount,
  metaBaseUrl,
  readAccount,
  toAccount,
  writeAccount,
} from '../account/account-record.ts'
import { checkAccount, type CheckedAccount } from '../account/check-account.ts'
import { clientFor } from '../account/connection.ts'
import { process, query, type Handlers, type ProcessContext } from '../context.ts'
import { clearStop } from '../account/stop-sending.ts'
import { scrub } from '../log.ts'
import {
  lastUpdateKey,
  receivedCounter,
  receiverKey,
  refusedCounter,
  syncedAtKey,
  syncErrorKey,
} from '../setting-keys.ts'

type Names =
  | 'account.get'
  | 'account.connect'
  | 'account.setAccessToken'
  | 'account.check'
  | 'account.disconnect'
  | 'sync.run'
  | 'sync.status'
  | 'updates.listUnknown'
  | 'tasks.cancel'

export const accountHandlers: Handlers<Names> = {
  'account.get': query(({ db }) => toAccount(db)),
  'account.connect': process(connect),
  'account.setAccessToken': process(async (context, { accessToken }) => {
    const account = context.read(({ db }) => readAccount(db)) ?? refuseMissing()
    const checked = await check(context, account, async () => accessToken)
    if (checked.isUsable) {
      await context.secrets.set('access_token', accessToken)
      save(context, account, checked, { hasToken: true })
      await context.accountChanged()
    }
    return report(context, checked)
  }),
  'account.check': process(async (context) => {
    const account = context.read(({ db }) => readAccount(db)) ?? refuseMissing()
    const checked = await check(
      context,
      account,
      async () => (await context.secrets.get('access_token')) ?? '',
    )
    save(context, account, checked, {})
    return report(context, checked)
  }),
  'account.disconnect': process(async (context) => {
    await context.secrets.delete('access_token')
    await context.secrets.delete('app_secret')
    context.transact((writing) => {
      deleteAccount(writing.db)
      writing.audit({ action: 'account.disconnected', subjectKind: 'account' })
      writing.changed(['account', 'sync', 'overview'])
    })
    await context.accountChanged()
    return { done: true }
  }),
  'sync.run': process((context) => context.sync()),
  'sync.status': query(({ db }) => {
    const finishedAt = readValue(db, syncedAtKey)
    const errorCode = readValue(db, syncErrorKey) || null
    const lastUpdateAt = readValue(db, lastUpdateKey)
    return {
      state: errorCode !== null ? 'failed' : finishedAt === null ? 'never' : 'idle',
      lastFinishedAt: finishedAt === null ? null : Number(finishedAt),
      lastErrorCode: errorCode,
      receiverUrl: readValue(db, receiverKey) || null,
      updatesReceived: readCounter(db, receivedCounter),
      updatesRefused: readCounter(db, refusedCounter),
      updatesUnknown: countUnknownUpdates(db),
      lastUpdateAt: lastUpdateAt === null ? null : Number(lastUpdateAt),
    }
  }),
  'updates.listUnknown': query(({ db }, input) =>
    listUnknownUpdates(db, input, (row) => ({
      id: row.id,
      field: row.field,
      receivedAt: row.received_at,
      preview: scrub(row.payload ?? '').slice(0, 2000),
    })),
  ),
  'tasks.cancel': process(async (context, { taskId }) => {
    context.cancelTask(taskId)
    return { done: true }
  }),
}

function refuseMissing(): never {
  throw new AppError('account_missing', { message: 'Connect a Business account first.' })
}

async function connect(
  context: ProcessContext,
  input: ParsedInput<'account.connect'>,
): Promise<CallOutput<'account.connect'>> {
  const baseUrl = input.baseUrl ?? context.graphBaseUrl ?? metaBaseUrl
  const account = { phoneNumberId: input.phoneNumberId, wabaId: input.wabaId, baseUrl }
  const checked = await check(context, account, async () => input.accessToken)
  if (!checked.isUsable) return report(context, checked)
  await context.secrets.set('access_token', input.accessToken)
  await context.secrets.set('app_secret', input.appSecret)
  save(context, account, checked, { hasToken: true, hasAppSecret: true })
  await context.accountChanged()
  return report(context, checked)
}

async function check(
  context: ProcessContext,
  account: { phoneNumberId: string; wabaId: string; baseUrl: string },
  accessToken: () => Promise<string>,
): Promise<CheckedAccount> {
  const version = context.read(({ db }) => readSettings(db)).graphVersion
  const client = clientFor(account, version, accessToken)
  try {
    return await checkAccount(client, true)
  } finally {
    await client.close()
  }
}

function save(
  context: ProcessContext,
  account: { phoneNumberId: string; wabaId: string; baseUrl: string },
  checked: CheckedAccount,
  secrets: { hasToken?: boolean; hasAppSecret?: boolean },
): void {
  context.transact((writing) => {
    const before = readAccount(writing.db)
    writeAccount(writing.db, {
      phoneNumberId: account.phoneNumberId,
      wabaId: account.wabaId,
      baseUrl: account.baseUrl,
      displayPhoneNumber: checked.phone?.displayPhoneNumber ?? before?.displayPhoneNumber ?? null,
      verifiedName: checked.phone?.verifiedName ?? before?.verifiedName ?? null,
      status: checked.phone?.status ?? null,
      qualityRating: checked.phone?.qualityRating ?? null,
      messagingLimit: checked.phone?.messagingLimit ?? null,
      throughputLevel: checked.phone?.throughputLevel ?? null,
      canSendMessage: checked.health?.canSendMessage ?? null,
      groups: checked.groups,
      hasToken: secrets.hasToken ?? before?.hasToken ?? false,
      hasAppSecret: secrets.hasAppSecret ?? before?.hasAppSecret ?? false,
      checkedAt: writing.now,
    })
    if (checked.isUsable) clearStop(writing)
    writing.audit({
      action: secrets.hasToken ? 'account.connected' : 'account.checked',
      subjectKind: 'account',
      data: {
        groups: checked.groups,
        checks: checked.checks.map(({ item, outcome, code }) => ({ item, outcome, code })),
      },
    })
    writing.changed(['account', 'overview'])
  })
}

function report(context: ProcessContext, checked: CheckedAccount): CallOutput<'account.connect'> {
  return { account: context.read(({ db }) => toAccount(db)), checks: [...checked.checks] }
}
