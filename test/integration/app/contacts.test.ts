import { describe, expect, test } from 'vitest'
import { startTestApp } from '../../helpers/test-app.ts'

describe('a contact made by hand', () => {
  test('is found in the list and opened, with its number masked', async () => {
    const app = await startTestApp({ connect: false })
    const { contactId } = await app.ok('contacts.create', {
      name: '王小明',
      number: '(202) 555-0117',
      email: 'Ming@Shop.example',
    })
    const page = await app.ok('contacts.list', { search: '小明' })
    expect(page).toMatchObject({
      items: [
        {
          id: contactId,
          name: '王小明',
          maskedNumber: '+1 202 ···· 0117',
          country: 'US',
          source: 'manual',
        },
      ],
      nextCursor: null,
    })
    expect((await app.ok('contacts.list', { search: '0117' })).items).toHaveLength(1)
    expect((await app.ok('contacts.list', { search: '9999' })).items).toEqual([])
    const detail = await app.ok('contacts.get', { contactId })
    expect(detail).toMatchObject({
      email: 'ming@shop.example',
      identities: [{ kind: 'wa_id', value: '+1 202 ···· 0117', until: null }],
    })
    expect(
      await app.refused('contacts.create', { name: 'Another', number: '+1 202 555 0117' }),
    ).toMatchObject({ code: 'conflict', field: 'number' })
    expect(await app.refused('contacts.create', { name: 'X', number: '12' })).toMatchObject({
      code: 'invalid_input',
      field: 'number',
    })
    await app.ok('contacts.update', { contactId, name: 'Ming Wang', city: 'Austin' })
    expect((await app.ok('contacts.list', { search: 'wang' })).items[0]).toMatchObject({
      name: 'Ming Wang',
      city: 'Austin',
    })
  })
})
