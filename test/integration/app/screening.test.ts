import { describe, expect, test } from 'vitest'
import { screeningPresets } from '../../../shared/domain/screening-presets.ts'
import { until } from '../../helpers/until.ts'
import {
  auditActions,
  dayMs,
  groupNamed,
  importCsv,
  membersOf,
  sandboxGroup,
  startTestApp,
  type TestApp,
} from '../../helpers/test-app.ts'

const people = ['Ada Birch', 'Bo Cedar', 'Cy Dogwood', 'Di Elm'] as const

/** Four invented people with numbers in a phone group, by name. */
async function appWithPeople() {
  const app = await startTestApp({ connect: false })
  const rows = people.map((name, index) => `${name},+1202555010${index + 1}`)
  const { groupId } = await importCsv(app, ['name,number', ...rows], 'Neighbours')
  const members = await membersOf(app, groupId)
  const idOf = (name: (typeof people)[number]) =>
    members.find((member) => member.name === name)!.contactId
  return { app, groupId, idOf }
}

const verdictOf = async (app: TestApp, contactId: string) =>
  (await app.ok('screening.get', { contactId })).verdict

async function stage(app: TestApp, content: string) {
  const { fileId } = await app.ok('files.stage', { fileName: 'list.csv', bytes: content.length })
  await app.ok('files.append', { fileId, base64: Buffer.from(content).toString('base64') })
  return { stagedFileId: fileId }
}

describe('screening', () => {
  test('says on Today how many are to check, less with each decision, and nothing when all are', async () => {
    const { app, idOf } = await appWithPeople()
    const toCheck = async () =>
      (await app.ok('overview.get', {})).attention.filter(({ kind }) => kind === 'people_to_check')
    expect(await toCheck()).toEqual([])
    await app.ok('screening.run', { scope: 'all' })
    expect(await toCheck()).toEqual([
      expect.objectContaining({
        kind: 'people_to_check',
        urgency: 'soon',
        count: 4,
        minutes: 1,
        explanation: {
          code: 'people_to_check',
          params: { code: 'to_check', count: 4, since: null },
        },
      }),
    ])
    await app.ok('screening.decide', { contactIds: [idOf('Ada Birch')], verdict: 'trusted' })
    await app.ok('screening.decide', { contactIds: [idOf('Bo Cedar')], verdict: 'rejected' })
    expect(await toCheck()).toMatchObject([{ count: 2 }])
    await app.ok('screening.decide', {
      contactIds: [idOf('Cy Dogwood'), idOf('Di Elm')],
      verdict: 'trusted',
    })
    expect(await toCheck()).toEqual([])
  })

  test('starts at nothing, and a run puts every check to everybody', async () => {
    const { app, idOf } = await appWithPeople()
    expect(await app.ok('screening.summary', {})).toMatchObject({ notScreened: 4, toCheck: 0 })
    expect(await app.ok('screening.get', { contactId: idOf('Ada Birch') })).toMatchObject({
      verdict: 'not_screened',
      score: null,
      results: [],
    })
    const ran = await app.ok('screening.run', { scope: 'all' })
    expect(ran).toEqual({ screened: 4, changed: 4, trusted: 0, toCheck: 4, rejected: 0 })
    const person = await app.ok('screening.get', { contactId: idOf('Ada Birch') })
    expect(person).toMatchObject({
      verdict: 'to_check',
      score: 15,
      maskedNumber: '+1 202 ···· 0101',
    })
    expect(person.results).toHaveLength(14)
    expect(person.results.find((result) => result.check === 'number')?.explanation.code).toBe(
      'number_mobile',
    )
    const kinds = app.events.flatMap((event) =>
      event.topic === 'progress' ? [event.payload.kind] : [],
    )
    expect(kinds).toContain('screening')
    expect(await auditActions(app)).toContain('screening.ran')
  })

  test('follows the evidence, and evidence taken back', async () => {
    const { app, idOf } = await appWithPeople()
    const contactId = idOf('Ada Birch')
    const evidence = await app.ok('screening.addEvidence', {
      contactId,
      kind: 'shop_visit',
      place: 'Till 2',
      note: 'Picked up roses',
    })
    expect(evidence).toMatchObject({ recordedBy: 'owner', withdrawnAt: null })
    expect(await verdictOf(app, contactId)).toBe('trusted')
    await app.ok('screening.withdrawEvidence', { evidenceId: evidence.id })
    expect(await verdictOf(app, contactId)).toBe('to_check')
    const { evidence: kept } = await app.ok('screening.get', { contactId })
    expect(kept[0]).toMatchObject({ id: evidence.id, note: 'Picked up roses' })
    expect(kept[0]!.withdrawnAt).not.toBeNull()
    const again = await app.refused('screening.withdrawEvidence', { evidenceId: evidence.id })
    expect(again.code).toBe('conflict')
    const { items } = await app.ok('audit.list', {})
    expect(JSON.stringify(items)).not.toContain('roses')
  })

  test('gives way to the owner’s word, which is dated and can be given back', async () => {
    const { app, idOf } = await appWithPeople()
    const contactId = idOf('Bo Cedar')
    await app.ok('screening.decide', { contactIds: [contactId], verdict: 'rejected', note: 'Rude' })
    await app.ok('screening.addEvidence', { contactId, kind: 'document_seen', place: 'Counter' })
    const decided = await app.ok('screening.get', { contactId })
    expect(decided).toMatchObject({
      verdict: 'rejected',
      checksVerdict: 'trusted',
      decision: { verdict: 'rejected', note: 'Rude', decidedBy: 'owner' },
    })
    await app.ok('screening.run', { scope: 'all' })
    expect(await verdictOf(app, contactId)).toBe('rejected')
    await app.ok('screening.decide', { contactIds: [contactId], verdict: 'checks' })
    const given = await app.ok('screening.get', { contactId })
    expect(given).toMatchObject({ verdict: 'trusted', decision: null })
    expect(given.decisions.map((decision) => decision.verdict)).toEqual(['checks', 'rejected'])
    await app.ok('screening.decide', { contactIds: [contactId], verdict: 'checks' })
    expect((await app.ok('screening.get', { contactId })).decisions).toHaveLength(2)
  })

  test('has a queue, newest first, page by page', async () => {
    const { app } = await appWithPeople()
    await app.ok('screening.run', { scope: 'not_screened' })
    const names: string[] = []
    let cursor: string | undefined
    do {
      const page = await app.ok('screening.queue', { limit: 3, cursor })
      names.push(...page.items.map((item) => item.name))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(names).toEqual([...people].reverse())
    expect((await app.ok('screening.queue', { verdict: 'trusted' })).items).toEqual([])
    expect((await app.ok('screening.queue', { check: 'block_list' })).items).toEqual([])
    expect((await app.ok('screening.queue', { isJoining: true })).items).toEqual([])
    expect((await app.ok('screening.queue', { country: 'US' })).items).toHaveLength(4)
  })

  test('decides on many only by the number that was seen', async () => {
    const { app } = await appWithPeople()
    await app.ok('screening.run', { scope: 'all' })
    const filter = { verdict: 'to_check' as const }
    const seen = await app.ok('screening.decide', { filter, verdict: 'trusted', dryRun: true })
    expect(seen).toEqual({ matched: 4, changed: 4 })
    expect(await app.ok('screening.summary', {})).toMatchObject({ toCheck: 4 })
    for (const confirmedCount of [undefined, 3])
      expect(
        await app.refused('screening.decide', { filter, verdict: 'trusted', confirmedCount }),
      ).toMatchObject({ code: 'confirmation_required', params: { count: 4 } })
    const done = await app.ok('screening.decide', {
      filter,
      verdict: 'trusted',
      confirmedCount: 4,
    })
    expect(done).toEqual({ matched: 4, changed: 4 })
    expect(await app.ok('screening.summary', {})).toMatchObject({ toCheck: 0, trusted: 4 })
    expect(
      (await auditActions(app)).filter((action) => action === 'screening.decidedMany'),
    ).toEqual(['screening.decidedMany'])
  })

  test('looks again by itself when something is different', async () => {
    const { app, idOf } = await appWithPeople()
    await app.ok('screening.run', { scope: 'all' })
    const contactId = idOf('Cy Dogwood')
    await app.ok('consent.record', { contactId, state: 'given', source: 'form' })
    expect(await app.ok('screening.summary', {})).toMatchObject({ due: 1 })
    const { score } = await until(
      'the second look',
      () => app.ok('screening.get', { contactId }),
      (person) => person.score === 25,
    )
    expect(score).toBe(25)
    expect(await app.ok('screening.summary', {})).toMatchObject({ due: 0 })
  })

  test('shows what other settings would change before they are saved, and then changes it', async () => {
    const { app } = await appWithPeople()
    await app.ok('screening.run', { scope: 'all' })
    expect(await app.ok('screening.settings', {})).toEqual(screeningPresets.normal)
    const open = { ...screeningPresets.open, markets: ['US'] }
    expect(await app.ok('screening.previewSettings', open)).toEqual({
      looked: 4,
      total: 4,
      changed: 4,
      changes: [{ from: 'to_check', to: 'trusted', count: 4 }],
      trusted: 4,
      toCheck: 0,
      rejected: 0,
    })
    expect(await app.ok('screening.summary', {})).toMatchObject({ toCheck: 4 })
    expect(await app.ok('screening.saveSettings', open)).toEqual(open)
    await until(
      'the others',
      () => app.ok('screening.summary', {}),
      (summary) => summary.trusted === 4,
    )
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining(['screening.settingsSaved', 'screening.verdictsChanged']),
    )
  })

  test('of somebody unknown or with a stray input is refused and says why', async () => {
    const { app, idOf } = await appWithPeople()
    const contactId = idOf('Di Elm')
    const nobody = '019b0000-0000-7000-8000-000000000000'
    for (const [name, input, field] of [
      ['screening.get', { contactId: nobody }, 'contactId'],
      ['screening.addEvidence', { contactId: nobody, kind: 'order' }, 'contactId'],
      ['screening.withdrawEvidence', { evidenceId: nobody }, 'evidenceId'],
      ['screening.decide', { contactIds: [contactId, nobody], verdict: 'trusted' }, 'contactIds'],
      ['blockList.remove', { entryId: nobody }, 'entryId'],
    ] as const)
      expect(await app.refused(name, input), name).toMatchObject({ code: 'not_found', field })
    const document = { contactId, kind: 'document_seen' }
    for (const [name, input, field] of [
      ['screening.addEvidence', { ...document, note: 'Passport E12345678' }, 'note'],
      ['screening.addEvidence', { ...document, place: '身份证 １２３４５６７８' }, 'place'],
      ['screening.addEvidence', { ...document, at: Date.now() + 9 * dayMs }, 'at'],
      ['screening.decide', { verdict: 'trusted' }, 'contactIds'],
      ['screening.decide', { filter: {}, verdict: 'trusted' }, 'filter'],
      ['screening.queue', { cursor: 'x' }, 'cursor'],
      ['screening.saveSettings', { ...screeningPresets.normal, trustAt: 0 }, 'trustAt'],
    ] as const)
      expect(await app.refused(name, input), name).toMatchObject({ code: 'invalid_input', field })
    expect(await app.ok('screening.get', { contactId })).toMatchObject({
      verdict: 'not_screened',
      evidence: [],
      decisions: [],
    })
    const dated = await app.ok('screening.addEvidence', {
      ...document,
      kind: 'document_seen',
      note: '2024 visa',
    })
    expect(dated.note).toBe('2024 visa')
  })
})

describe('the shared block list', () => {
  test('takes numbers in, says which rows it could not, and marks who is on it', async () => {
    const { app, idOf } = await appWithPeople()
    const file = await stage(
      app,
      'Phone,Reason\n+1 202-555-0101,"Ordered, never paid"\n12,x\n,y\n+12025550101,twice\n+12025550199,',
    )
    const taken = await app.ok('blockList.import', { file, source: 'Market street shops' })
    expect(taken).toEqual({
      rows: 5,
      added: 2,
      updated: 0,
      contacts: 1,
      rejected: [
        { line: 3, column: 'Phone', reason: 'number_invalid' },
        { line: 4, column: 'Phone', reason: 'number_missing' },
        { line: 5, column: 'Phone', reason: 'duplicate' },
      ],
      rejectedTotal: 3,
    })
    const contactId = idOf('Ada Birch')
    expect(await verdictOf(app, contactId)).toBe('rejected')
    const list = await app.ok('blockList.list', {})
    expect(list.total).toBe(2)
    const entry = list.items.find((item) => item.contactId === contactId)!
    expect(entry).toMatchObject({
      maskedNumber: '+1 202 ···· 0101',
      reason: 'Ordered, never paid',
      source: 'Market street shops',
    })
    expect(JSON.stringify(app.exchanges.map(({ reply }) => reply))).not.toContain('2025550199')
    const first = await app.ok('blockList.list', { limit: 1 })
    const second = await app.ok('blockList.list', { limit: 1, cursor: first.nextCursor! })
    expect(new Set([first.items[0]!.entryId, second.items[0]!.entryId]).size).toBe(2)

    const again = await app.ok('blockList.import', {
      file: await stage(app, '+12025550101,Paid since'),
      source: 'Market street shops',
    })
    expect(again).toMatchObject({ rows: 1, added: 0, updated: 1 })
    await app.ok('blockList.remove', { entryId: entry.entryId })
    expect(await verdictOf(app, contactId)).toBe('to_check')
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining(['blockList.imported', 'blockList.removed']),
    )
  })

  test.each(['', 'name\nAda', '\u0000\u0000', 'PK\u0003\u0004 not a table'])(
    'refuses %j as a list',
    async (content) => {
      const { app } = await appWithPeople()
      const file = await stage(app, content)
      expect(await app.refused('blockList.import', { file, source: 'A' })).toMatchObject({
        code: 'file_format_unknown',
      })
      expect((await app.ok('blockList.list', {})).total).toBe(0)
    },
  )
})

describe('a request to join', () => {
  const joiners = ['+12025550150', '+12025550151', '+12025550152'] as const

  async function appWithRequests(screening: 'off' | 'hold_unchecked' | 'trusted_only') {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const remote = sandboxGroup(app, 'Approval group')
    for (const phone of joiners) app.sandbox.simulate.requestToJoin(remote.id, { phone })
    await app.settle()
    const { items } = await until(
      'the requests',
      () => app.ok('joinRequests.list', {}),
      (page) => page.total === joiners.length,
    )
    const { id: groupId } = await groupNamed(app, 'Approval group')
    const set = await app.ok('ruleSets.save', {
      name: 'Screened',
      rules: { joinApproval: { required: true, screening } },
    })
    await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [groupId] })
    const [first, second, third] = items.map((item) => item.contactId)
    await app.ok('screening.addEvidence', { contactId: first!, kind: 'document_seen' })
    await app.ok('screening.decide', { contactIds: [second!], verdict: 'rejected' })
    return { app, groupId, trusted: first!, rejected: second!, unchecked: third! }
  }

  async function planned(app: TestApp, groupId: string) {
    const { planId } = await app.ok('plans.create', { groupId })
    if (planId === null) return {}
    const { actions } = await app.ok('plans.get', { planId })
    return Object.fromEntries(actions.map((action) => [action.contactId, action.kind]))
  }

  test('is screened at once, and shows it', async () => {
    const { app, groupId, trusted, rejected, unchecked } = await appWithRequests('off')
    const { items } = await app.ok('joinRequests.list', {})
    expect(Object.fromEntries(items.map((item) => [item.contactId, item.screening]))).toEqual({
      [trusted]: 'trusted',
      [rejected]: 'rejected',
      [unchecked]: 'to_check',
    })
    const queue = await app.ok('screening.queue', { isJoining: true })
    expect(queue.items).toMatchObject([
      { contactId: unchecked, joining: [{ groupId, groupSubject: 'Approval group' }] },
    ])
    expect(await planned(app, groupId)).toEqual({
      [trusted]: 'approve_join_request',
      [rejected]: 'reject_join_request',
      [unchecked]: 'approve_join_request',
    })
  })

  test('of somebody to check waits where the rule says so, with the reason, until they are trusted', async () => {
    const { app, groupId, trusted, rejected, unchecked } = await appWithRequests('hold_unchecked')
    expect(await planned(app, groupId)).toEqual({
      [trusted]: 'approve_join_request',
      [rejected]: 'reject_join_request',
    })
    const { items } = await app.ok('findings.list', { groupId })
    expect(items.find((item) => item.contactId === unchecked)).toMatchObject({
      code: 'join_request_held',
      evidence: { code: 'join_request_held', params: { screening: 'to_check' } },
      planId: null,
    })
    await app.ok('screening.decide', { contactIds: [unchecked], verdict: 'trusted' })
    expect(await planned(app, groupId)).toEqual({ [unchecked]: 'approve_join_request' })
  })

  test('of somebody to check is turned away where only trusted people get in', async () => {
    const { app, groupId, trusted, rejected, unchecked } = await appWithRequests('trusted_only')
    expect(await planned(app, groupId)).toEqual({
      [trusted]: 'approve_join_request',
      [rejected]: 'reject_join_request',
      [unchecked]: 'reject_join_request',
    })
  })
})
