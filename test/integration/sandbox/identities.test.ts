import { describe, expect, it } from 'vitest'
import { call, groupNamed, send, startBoth } from './harness.ts'

const hidden = { name: 'Anika', userId: 'US.31415926535897932384', username: 'anika.blooms' }
const ids = { user_id: hidden.userId, username: hidden.username }

describe('a person who hides the number', () => {
  it('is a user id and a username everywhere', async () => {
    const { sandbox, receiver } = await startBoth({ readShare: 0 })
    const { id } = groupNamed(sandbox, 'Small group')
    sandbox.simulate.join(id, hidden)
    sandbox.simulate.message(id, hidden.userId, 'hi')
    await send(sandbox, 'POST', `${sandbox.phoneNumberId}/messages`, {
      recipient_type: 'group',
      to: id,
      type: 'text',
      text: { body: 'x' },
    })
    await sandbox.drain()

    const info = await call(sandbox, 'GET', `${id}?fields=participants`)
    expect(info.body.participants.at(-1)).toEqual(ids)
    expect(receiver.groupEvents('group_participants_update')[0]).toMatchObject({
      added_participants: [ids],
    })
    const [value] = receiver.changes('messages')
    expect(value).toMatchObject({
      contacts: [{ profile: { name: 'Anika', username: 'anika.blooms' }, user_id: hidden.userId }],
      messages: [{ from_user_id: hidden.userId }],
    })
    expect(JSON.stringify(value?.['messages'])).not.toContain('"from":')
    const theirs = receiver
      .statuses()
      .find((status) => status['recipient_participant_user_id'] === hidden.userId)
    expect(theirs).not.toHaveProperty('recipient_participant_id')
  })

  it('can be written to, removed and asked for by user id', async () => {
    const { sandbox, receiver } = await startBoth({ readShare: 0 })
    const { id } = groupNamed(sandbox, 'Small group')
    sandbox.simulate.join(id, hidden)
    sandbox.simulate.message(null, hidden, 'hi')
    const sent = await send(sandbox, 'POST', `${sandbox.phoneNumberId}/messages`, {
      recipient: hidden.userId,
      type: 'text',
      text: { body: 'x' },
    })
    expect(sent.body.contacts).toEqual([{ input: hidden.userId, user_id: hidden.userId }])
    await send(sandbox, 'DELETE', `${id}/participants`, {
      participants: [{ user_id: hidden.userId }],
    })
    await sandbox.drain()
    expect(receiver.statuses()[0]).toMatchObject({ recipient_user_id: hidden.userId })
    expect(receiver.statuses()[0]).not.toHaveProperty('recipient_id')
    expect(receiver.groupEvents('group_participants_update')[1]).toMatchObject({
      removed_participants: [{ input: hidden.userId }],
    })
  })

  it('may have shown it before', async () => {
    const { sandbox } = await startBoth()
    const { id } = groupNamed(sandbox, 'Small group')
    sandbox.simulate.hideNumber('+12025550101', 'member.one')
    const info = await call(sandbox, 'GET', `${id}?fields=participants`)
    expect(info.body.participants[0]).toEqual({
      user_id: expect.any(String),
      username: 'member.one',
    })
  })
})

describe('a person of the time before user ids', () => {
  it('is a number only', async () => {
    const { sandbox, receiver } = await startBoth()
    const { id } = groupNamed(sandbox, 'Small group')
    sandbox.simulate.join(id, { phone: '+12025550150', userId: null })
    await sandbox.drain()
    expect(receiver.groupEvents('group_participants_update')[0]).toMatchObject({
      added_participants: [{ wa_id: '12025550150', input: '12025550150' }],
    })
  })
})

describe('a change of number or user id', () => {
  it('comes as a system message without contacts', async () => {
    const { sandbox, receiver } = await startBoth()
    const { id } = groupNamed(sandbox, 'Small group')
    sandbox.simulate.changeNumber('+12025550101', '+12025550177')
    sandbox.simulate.changeUserId('+12025550102', 'US.99')
    await sandbox.drain()
    const values = receiver.changes('messages')
    expect(values).toMatchObject([
      {
        messages: [
          {
            from: '12025550101',
            type: 'system',
            system: { type: 'user_changed_number', wa_id: '12025550177' },
          },
        ],
      },
      { messages: [{ from: '12025550177', system: { type: 'user_changed_user_id' } }] },
      { messages: [{ system: { type: 'user_changed_user_id', user_id: 'US.99' } }] },
    ])
    expect(values[0]).not.toHaveProperty('contacts')
    expect(receiver.changes('user_id_update')).toMatchObject([
      { user_id_update: [{ wa_id: '12025550177' }] },
      { user_id_update: [{ wa_id: '12025550102', user_id: { current: 'US.99' } }] },
    ])
    const info = await call(sandbox, 'GET', `${id}?fields=participants`)
    expect(info.body.participants[0]).toMatchObject({ wa_id: '12025550177' })
    expect(info.body.participants[1]).toMatchObject({ user_id: 'US.99' })
  })
})
