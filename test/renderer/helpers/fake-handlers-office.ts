import type { CallName } from '../../../shared/ipc/contract.ts'
import { AppError } from '../../../shared/errors.ts'
import type { FakeHandlers } from './fake-bridge.ts'
import { pageOfItems, shopNow } from './fake-shop/basics.ts'
import {
  connectedAccount,
  connectionChecks,
  demoWorkspace,
  missingWorkspace,
  noAccount,
  readyWorkspace,
  unknownUpdates,
} from './fake-shop/office.ts'

/** Calls of some domains, as part of all handlers. */
export type HandlersOf<D extends string> = Pick<FakeHandlers, Extract<CallName, `${D}.${string}`>>

export const fakeRecoveryCode = 'ABCD-EFGH-JKMN-PQRS-TVWX-YZ23-4567-89AB-CDEF-GHJK-MNPQ-RSTV'
const recoveryParts = fakeRecoveryCode.split('-')
const report = 'Report of the fake shop\n'

/** Answers of the calls that are about the workspace itself. */
export const fakeOfficeHandlers: HandlersOf<
  | 'workspace'
  | 'settings'
  | 'account'
  | 'sync'
  | 'updates'
  | 'overview'
  | 'audit'
  | 'reports'
  | 'files'
  | 'tasks'
> = {
  'workspace.status': (_input, state) => state.workspace,
  'workspace.create': (input, state) => {
    if (input.vault === 'keychain' && !state.workspace.keychainAvailable)
      throw new AppError('keychain_unavailable')
    state.workspace = {
      ...readyWorkspace,
      vault: input.vault,
      name: input.name,
      recoveryConfirmed: false,
      keychainAvailable: state.workspace.keychainAvailable,
    }
    state.settings = { ...state.settings, workspaceName: input.name, language: input.language }
    state.account = noAccount
    return { recoveryCode: fakeRecoveryCode, askParts: [3, 9] }
  },
  'workspace.confirmRecovery': (input, state) => {
    const isRight = input.parts.every(
      ({ position, part }) => recoveryParts[position - 1] === part.trim().toUpperCase(),
    )
    if (!isRight) throw new AppError('recovery_code_wrong')
    state.workspace = { ...state.workspace, recoveryConfirmed: true }
    return { done: true }
  },
  'workspace.renewRecovery': (_input, state) => {
    state.workspace = { ...state.workspace, recoveryConfirmed: false }
    return { recoveryCode: fakeRecoveryCode, askParts: [3, 9] }
  },
  'workspace.setPassphrase': (_input, state) => {
    state.workspace = { ...state.workspace, vault: 'passphrase' }
    return { done: true }
  },
  'workspace.unlock': (input, state) => {
    if (input.passphrase !== undefined && input.passphrase !== 'correct horse')
      throw new AppError('passphrase_wrong')
    if (input.recoveryCode !== undefined && input.recoveryCode !== fakeRecoveryCode)
      throw new AppError('recovery_code_wrong')
    return (state.workspace = { ...readyWorkspace, vault: 'passphrase' })
  },
  'workspace.openDemo': (input, state) => {
    state.settings = { ...state.settings, language: input.language }
    state.account = { ...connectedAccount, isSandbox: true }
    return (state.workspace = demoWorkspace)
  },
  'workspace.closeDemo': (_input, state) => (state.workspace = missingWorkspace),
  'workspace.backup': () => ({
    fileName: 'groupkeeper-2026-11-22.backup',
    bytes: 18_400_000,
    createdAt: shopNow,
  }),
  'settings.get': (_input, state) => state.settings,
  'settings.update': (input, state) => (state.settings = { ...state.settings, ...input }),
  'account.get': (_input, state) => state.account,
  'account.connect': (_input, state) => {
    state.account = connectedAccount
    return { account: state.account, checks: connectionChecks }
  },
  'account.setAccessToken': (_input, state) => ({
    account: state.account,
    checks: connectionChecks,
  }),
  'account.check': (_input, state) => ({ account: state.account, checks: connectionChecks }),
  'account.disconnect': (_input, state) => {
    state.account = noAccount
    return { done: true }
  },
  'sync.run': (_input, state) => {
    state.sync = { ...state.sync, state: 'idle', lastFinishedAt: Date.now() }
    return { groups: 3, participants: 21, joinRequests: 3, templates: 4, joined: 1, left: 0 }
  },
  'sync.status': (_input, state) => state.sync,
  'updates.listUnknown': (input) => pageOfItems(unknownUpdates, input),
  'overview.get': (input, state) => ({
    ...state.overview,
    weeks: state.overview.weeks.slice(-input.weeks),
  }),
  'audit.list': (input, state) =>
    pageOfItems(
      state.audit.filter(
        (entry) =>
          (input.groupId === undefined || entry.groupId === input.groupId) &&
          (input.action === undefined || entry.action.startsWith(input.action)) &&
          (input.from === undefined || entry.at >= input.from) &&
          (input.to === undefined || entry.at <= input.to),
      ),
      input,
    ),
  'audit.verify': (_input, state) => ({
    valid: true,
    entries: state.audit.length,
    headHash: state.audit[0]?.hash ?? null,
    firstBadSeq: null,
    checkpoints: 4,
  }),
  'reports.export': (input, state) => ({
    files: input.formats.map((format) => ({
      fileId: state.newId(),
      fileName: `report.${format}`,
      format,
      bytes: report.length,
      path: null,
    })),
    entries: state.audit.length,
    headHash: state.audit[0]?.hash ?? '',
    signedBy: 'ed25519:9f2c',
  }),
  'files.stage': (_input, state) => ({ fileId: state.newId() }),
  'files.append': (input) => ({ bytes: Math.floor((input.base64.length * 3) / 4) }),
  'files.read': () => ({ base64: btoa(report), bytes: report.length, end: true }),
  'files.discard': () => ({ done: true }),
  'tasks.cancel': () => ({ done: true }),
}
