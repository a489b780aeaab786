import { describe, expect, it } from 'vitest'
import { businessUseCaseUsage, errorEnvelope } from '../../../electron/graph/wire/errors.ts'
import {
  groupInfo,
  groupList,
  inviteLinkDeleteReply,
  joinRequestDecisionReply,
} from '../../../electron/graph/wire/groups.ts'
import { wireTime, wireTimeIfReadable } from '../../../electron/graph/wire/primitives.ts'
import {
  groupEvent,
  messageStatus,
  templateStatusValue,
  webhookEnvelope,
} from '../../../electron/graph/wire/webhooks.ts'

describe('a time on the wire', () => {
  it.each([
    ['1730000000', 1_730_000_000_000],
    [1_730_000_000, 1_730_000_000_000],
    ['2024-10-27T03:33:20+0000', 1_730_000_000_000],
  ])('reads %s', (value, timeMs) => {
    expect(wireTime.parse(value)).toBe(timeMs)
  })

  it.each([['soon'], [''], [-1], [null], [{}], [Number.NaN]])('refuses %s', (value) => {
    expect(wireTime.safeParse(value).success).toBe(false)
    expect(wireTimeIfReadable.parse(value)).toBeUndefined()
  })
})

describe('spellings on which sources disagree', () => {
  it('come out as one', () => {
    expect(groupEvent.parse({ type: 'group_add_participants' }).type).toBe('group_participants_add')
    expect(groupEvent.parse({ type: 'group_remove_participants' }).type).toBe(
      'group_participants_remove',
    )
    const envelope = webhookEnvelope.parse({
      object: 'whatsapp_business_account',
      entry: [{ id: 1, changes: [{ field: 'group_participant_update', value: {} }] }],
    })
    expect(envelope.entry[0]).toMatchObject({
      id: '1',
      changes: [{ field: 'group_participants_update' }],
    })
    const status = { id: 'wamid.1', status: 'read', timestamp: 1 }
    expect(
      messageStatus.parse({
        ...status,
        participant_recipient_id: '1202',
        conversation: { pricing: { category: 'group_utility' } },
      }),
    ).toMatchObject({
      recipient_participant_id: '1202',
      pricing: { category: 'group_utility' },
      timestamp: 1000,
    })
    expect(inviteLinkDeleteReply.parse({ success: 'true' }).success).toBe(true)
    expect(inviteLinkDeleteReply.parse({ success: false }).success).toBe(false)
  })

  it('keep what is not known', () => {
    expect(groupInfo.parse({ id: 'g', invented: 1, participants: [{ lid: 'x' }] })).toMatchObject({
      invented: 1,
      participants: [{ lid: 'x' }],
    })
    expect(groupEvent.parse({ type: 'group_dance' }).type).toBe('group_dance')
    const value = { event: 'FLAGGED', message_template_id: 12, disable_info: { disable_date: '?' } }
    expect(templateStatusValue.parse(value)).toMatchObject({ message_template_id: '12' })
  })
})

describe('bodies that make no sense', () => {
  it.each([
    ['a list without groups', groupList, { data: [] }],
    ['a group without an id', groupInfo, { subject: 'x' }],
    ['failed requests that are no list', joinRequestDecisionReply, { failed_join_requests: {} }],
    ['an error without a code', errorEnvelope, { error: { message: 'x' } }],
    ['usage that is no list', businessUseCaseUsage, { waba: {} }],
    ['an envelope without entries', webhookEnvelope, { object: 'whatsapp_business_account' }],
    ['a status without an id', messageStatus, { status: 'read', timestamp: 1 }],
    ['text', webhookEnvelope, 'hello'],
    ['nothing', webhookEnvelope, null],
  ])('are refused: %s', (_name, shape, value) => {
    expect(shape.safeParse(value).success).toBe(false)
  })
})
