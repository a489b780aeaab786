import { dayMs, importCsv, type TestApp } from './test-app.ts'

/** Every command of this part of the contract once. */
export async function runCleanUp(app: TestApp): Promise<void> {
  await importCsv(app, ['name,number', 'Clementine Hawthorne,+12025550131'], 'Former neighbours')
  const criteria = { hasNeverAgreed: true, keepGroupMembers: false, keepOrdersMonths: null }
  const rule = await app.ok('cleanUp.saveRule', {
    name: 'Never agreed',
    criteria,
    action: 'anonymise',
    everyDays: 7,
  })
  const clean = async () => {
    const { matched } = await app.ok('cleanUp.preview', { criteria })
    return app.ok('cleanUp.run', { ruleId: rule.id, confirmedContacts: matched })
  }
  const first = await clean()
  await app.ok('cleanUp.bin', { runId: first.id })
  await app.ok('cleanUp.restore', { runId: first.id })
  const second = await clean()
  const { items } = await app.ok('cleanUp.bin', { runId: second.id })
  await app.ok('cleanUp.restore', { contactIds: items.slice(1).map((each) => each.contactId) })
  await app.ok('cleanUp.purgeNow', { runId: second.id, confirmedContacts: 1 })
  await announceAndCallOff(app)
  await app.ok('cleanUp.exposure', {})
  await app.ok('cleanUp.deleteRule', { ruleId: rule.id })
}

async function announceAndCallOff(app: TestApp): Promise<void> {
  app.advance(5 * dayMs)
  await app.settle()
  const { items } = await app.ok('cleanUp.listRuns', { state: 'announced' })
  await app.ok('cleanUp.cancelRun', { runId: items[0]!.id })
}
