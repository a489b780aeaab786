import { settings } from '../../../shared/domain/workspace.ts'
import { readSettings, writeSettings } from '../../store/settings-store.ts'
import { evaluateGroup } from '../evaluate-group.ts'
import { listGroupRows } from '../../store/group-store.ts'
import { process, query, type Handlers } from '../context.ts'

export const settingsHandlers: Handlers<'settings.get' | 'settings.update'> = {
  'settings.get': query(({ db }) => readSettings(db)),
  'settings.update': process(async (context, given) => {
    // a field that came over as nothing was left out by whoever asked
    const input = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    ) as typeof given
    const saved = context.transact((writing) => {
      const before = readSettings(writing.db)
      const after = settings.parse({ ...before, ...input })
      writeSettings(writing.db, after)
      const changedKeys = Object.keys(input)
      writing.audit({
        action: 'settings.updated',
        subjectKind: 'settings',
        data: { before: pick(before, changedKeys), after: pick(after, changedKeys) },
      })
      if (before.confirmationStaleDays !== after.confirmationStaleDays)
        for (const group of listGroupRows(writing.db)) evaluateGroup(writing, group.id)
      writing.changed(['settings', 'workspace', 'overview'])
      return after
    })
    if (input.graphVersion !== undefined || input.updatesPort !== undefined)
      await context.accountChanged()
    return saved
  }),
}

function pick(value: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)))
}
