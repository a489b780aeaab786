import { describe, expect, test } from 'vitest'
import { customersOf, marketingText, says, sentTo, standingFor } from '../../helpers/people.ts'
import { auditActions, dayMs, startTestApp } from '../../helpers/test-app.ts'

const nobody = '019b0000-0000-7000-8000-000000000000'

describe('the consent ledger', () => {
  test('holds what was said, by whom, to which wording, and says what stands', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    const text = await marketingText(app)
    const at = app.clock.now() - dayMs
    await app.ok('consent.record', {
      contactId: one.contactId,
      state: 'given',
      source: 'form',
      legalTextId: text.id,
      jurisdiction: 'US',
      evidence: 'Form 12',
      at,
    })
    const { standings, entries } = await app.ok('consent.get', { contactId: one.contactId })
    expect(entries).toEqual([
      expect.objectContaining({
        purpose: 'marketing',
        state: 'given',
        source: 'form',
        isByPerson: false,
        at,
        recordedBy: 'owner',
        textVersion: 1,
        textSha256: text.sha256,
        language: 'en',
        jurisdiction: 'US',
        evidence: 'Form 12',
      }),
    ])
    expect(standings.map(({ purpose, state }) => [purpose, state])).toEqual([
      ['service', 'unknown'],
      ['marketing', 'given'],
      ['group', 'unknown'],
    ])
    expect(standings[1]).toMatchObject({ since: at, isOwnNo: false, entryId: entries[0]!.id })
  })

  test('a stop word counts at once and only the person takes it back', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    const wamid = await says(app, one, ' Stop! ')
    expect(await standingFor(app, one.contactId)).toMatchObject({
      state: 'withdrawn',
      isOwnNo: true,
    })
    expect(await standingFor(app, one.contactId, 'service')).toMatchObject({ state: 'withdrawn' })
    expect(await standingFor(app, one.contactId, 'group')).toMatchObject({ state: 'unknown' })
    const { entries } = await app.ok('consent.get', { contactId: one.contactId })
    expect(entries[0]).toMatchObject({ source: 'stop_word', evidence: wamid, isByPerson: true })
    expect(
      await app.refused('consent.record', {
        contactId: one.contactId,
        state: 'given',
        source: 'spoken',
      }),
    ).toMatchObject({ code: 'opted_out', field: 'state' })
    // one from before the no is history
    await app.ok('consent.record', {
      contactId: one.contactId,
      state: 'given',
      source: 'form',
      at: app.clock.now() - 30 * dayMs,
    })
    expect((await standingFor(app, one.contactId)).state).toBe('withdrawn')
    app.advance(5000)
    await says(app, one, 'START')
    expect(await standingFor(app, one.contactId)).toMatchObject({ state: 'given', isOwnNo: false })
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining(['consent.withdrawn', 'consent.given', 'directMessages.sent']),
    )
  })

  test('a stop is answered once, and the answer says how to take it back', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    await says(app, one, '退订')
    await says(app, one, 'STOP')
    const { items } = await app.ok('directMessages.list', { contactId: one.contactId })
    expect(items).toEqual([expect.objectContaining({ kind: 'opt_out', state: 'delivered' })])
    expect(sentTo(app, one)).toHaveLength(1)
  })

  test.each([
    ['no such contact', { contactId: nobody }, 'not_found', 'contactId'],
    ['no such purpose', { purpose: 'birthday' }, 'not_found', 'purpose'],
    ['a moment to come', { at: Date.now() + dayMs * 400 }, 'invalid_input', 'at'],
    ['an end before the beginning', { expiresAt: 1 }, 'invalid_input', 'expiresAt'],
    ['no such text', { legalTextId: nobody }, 'not_found', 'legalTextId'],
    ['a country that is none', { jurisdiction: 'Narnia' }, 'invalid_input', 'jurisdiction'],
  ])('refuses %s', async (_, input, code, field) => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    const whole = { contactId: one.contactId, state: 'given', source: 'form', ...input }
    expect(await app.refused('consent.record', whole)).toMatchObject({ code, field })
    expect((await app.ok('consent.get', { contactId: one.contactId })).entries).toEqual([])
  })
})
