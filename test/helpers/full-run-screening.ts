import { screeningPresets } from '../../shared/domain/screening-presets.ts'
import { groupNamed, membersOf, type TestApp } from './test-app.ts'

/** Every command of this part of the contract once. */
export async function runScreening(app: TestApp): Promise<void> {
  const group = await groupNamed(app, 'Neighbours')
  const [member] = await membersOf(app, group.id)
  const { contactId } = member!
  await app.ok('screening.run', { scope: 'all' })
  const evidence = await app.ok('screening.addEvidence', {
    contactId,
    kind: 'shop_visit',
    place: 'Till 2',
    note: 'Moved to Quebec in May',
  })
  await app.ok('screening.withdrawEvidence', { evidenceId: evidence.id })
  await app.ok('screening.decide', { contactIds: [contactId], verdict: 'trusted', note: 'Known' })
  await app.ok('screening.previewSettings', screeningPresets.open)
  await app.ok('screening.saveSettings', { ...screeningPresets.open, markets: ['US'] })
  const content = 'number,reason\n+12025550191,Never paid\n+12025550102,Floods groups\n'
  const { fileId } = await app.ok('files.stage', { fileName: 'l.csv', bytes: content.length })
  await app.ok('files.append', { fileId, base64: Buffer.from(content).toString('base64') })
  await app.ok('blockList.import', { file: { stagedFileId: fileId }, source: 'Street' })
  const { items } = await app.ok('blockList.list', {})
  await app.ok('blockList.remove', { entryId: items[0]!.entryId })
  await app.ok('screening.get', { contactId })
  await app.ok('screening.queue', { verdict: 'rejected' })
  await app.ok('screening.summary', {})
}
