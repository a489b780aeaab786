import { describe, expect, it } from 'vitest'
import { parseUpdates } from '../../../electron/updates/parse-updates.ts'
import type { ParsedUpdateKind } from '../../../electron/updates/parsed-update.ts'
import {
  fixtureNames,
  onlyUpdate,
  parseFixture,
  readFixture,
  receivedAtMs,
} from './read-fixture.ts'

const groupId = 'Y2FwaV9ncm91cDoxNTU1MDEwMDEwMDoxMjAzNjMwMDAwMDAwMDAwMDE'
const lin = { waId: '15550100201', userId: 'US.7301948265510047' }
const wamid = 'wamid.HBgLMTU1NTAxMDAyMDEVAgARGBIxQTJCM0M0RDVFNkY3QTg5AA=='
const otherWamid = 'wamid.HBgLMTU1NTAxMDAyMDEVAgASGBQ5OEY3RTZENUM0QjNBMjEwMAA='
const at = 1_760_000_000_000
const noKeys = { wa_id: undefined, user_id: undefined, username: undefined }

const kindsByFixture: Record<string, ParsedUpdateKind[]> = {
  'account-alert': ['account_event'],
  'account-disabled': ['account_event'],
  'account-error': ['account_event'],
  'account-reinstated': ['account_event'],
  'account-restriction': ['account_event'],
  'account-review': ['account_event'],
  'account-violation': ['account_event'],
  capability: ['account_event'],
  'capability-number-in-place-of-tier': ['account_event'],
  'group-create': ['group_created'],
  'group-create-failed': ['group_create_failed'],
  'group-delete': ['group_deleted'],
  'group-delete-failed': ['group_delete_failed'],
  'group-join-request-created': ['join_request_created'],
  'group-join-request-created-user-id-only': ['join_request_created'],
  'group-join-request-revoked': ['join_request_revoked'],
  'group-participant-left': ['participants_removed'],
  'group-participants-add': ['participants_added'],
  'group-participants-add-bulk-approval': ['participants_added'],
  'group-participants-add-openapi-spelling': ['participants_added'],
  'group-participants-remove-by-business': ['participants_removed'],
  'group-participants-remove-openapi-spelling': ['participants_removed'],
  'group-participants-remove-partly-failed': ['participants_removed'],
  'group-settings': ['group_settings'],
  'group-settings-subject-only': ['group_settings'],
  'group-suspend': ['group_suspended'],
  'group-suspend-cleared': ['group_suspension_cleared'],
  'identity-number-changed': ['identity_changed'],
  'identity-number-changed-older-spelling': ['identity_changed'],
  'identity-user-id-changed': ['identity_changed'],
  'identity-user-id-update': ['identity_changed'],
  'message-button': ['message_received'],
  'message-edit': ['message_received'],
  'message-group-text': ['message_received'],
  'message-image': ['message_received'],
  'message-interactive-button': ['message_received'],
  'message-interactive-flow': ['message_received'],
  'message-interactive-list': ['message_received'],
  'message-reaction': ['message_received'],
  'message-reaction-removed': ['message_received'],
  'message-revoke': ['message_received'],
  'message-text': ['message_received'],
  'message-unsupported': ['message_received'],
  'message-unsupported-in-group': ['message_received'],
  'message-user-id-only': ['message_received'],
  'mixed-batch': [
    'message_received',
    'unknown',
    'message_received',
    'unknown',
    'group_suspended',
    'unknown',
    'marketing_preference',
  ],
  'number-name': ['account_event'],
  'number-quality': ['account_event'],
  'number-quality-older-limits': ['account_event'],
  'preference-resume-user-id-only': ['marketing_preference'],
  'preference-stop': ['marketing_preference'],
  'security-pin-changed': ['security_event'],
  'status-delivered-user-id-only': ['message_status'],
  'status-failed': ['message_status'],
  'status-group-delivered-other-spelling': ['message_status'],
  'status-group-failed': ['message_status'],
  'status-group-openapi-spelling': ['message_status'],
  'status-group-read-aggregated': ['message_status', 'message_status'],
  'status-group-sent': ['message_status'],
  'status-played': ['message_status'],
  'status-sent': ['message_status'],
  'template-approved': ['template_status'],
  'template-category-announced': ['template_category'],
  'template-category-done': ['template_category'],
  'template-components': ['template_components'],
  'template-paused': ['template_status'],
  'template-quality': ['template_quality'],
  'template-rejected': ['template_status'],
  'unknown-field': ['unknown'],
  'unknown-group-type': ['unknown'],
}

describe('parseUpdates', () => {
  it('reads every fixture as the kind it stands for', () => {
    const kinds = Object.fromEntries(
      fixtureNames().map((name) => [name, parseFixture(name).map((update) => update.kind)]),
    )
    expect(kinds).toEqual(kindsByFixture)
  })

  it('tells where an update came from and when it happened', () => {
    expect(onlyUpdate('group-suspend', 'group_suspended')).toEqual({
      kind: 'group_suspended',
      groupId,
      field: 'group_status_update',
      wabaId: '102030405060708',
      phoneNumberId: '208090100110120',
      at,
      dedupKey: expect.any(String),
      raw: JSON.stringify({
        field: 'group_status_update',
        value: { timestamp: '1760000000', type: 'group_suspend', group_id: groupId },
      }),
    })
  })

  it('falls back on the time of the entry, then on the arrival', () => {
    expect(onlyUpdate('security-pin-changed', 'security_event').at).toBe(at)
    expect(onlyUpdate('account-error', 'account_event').at).toBe(receivedAtMs)
  })

  it('keeps a moment that is too far away within what can be stored', () => {
    const body = groupBody('group-suspend', { timestamp: '99999999999999999999' })
    expect(parseUpdates(body, { receivedAtMs })[0]?.at).toBe(8_640_000_000_000_000)
  })
})

describe('group events', () => {
  it('reads a created group with the request it answers', () => {
    expect(onlyUpdate('group-create', 'group_created')).toMatchObject({
      groupId,
      requestId: '900100200300',
      subject: 'Tea Club',
      description: 'Tastings and orders',
      inviteLink: 'https://chat.whatsapp.com/TeaClubInvite01',
      joinApprovalMode: 'approval_required',
    })
  })

  it('reads a failed creation without a group', () => {
    expect(onlyUpdate('group-create-failed', 'group_create_failed')).toMatchObject({
      requestId: '900100200301',
      groupId: null,
      errors: [{ code: 131211, title: 'Group creation limit' }],
    })
  })

  it('reads the spelling of the OpenAPI file like that of the guides', () => {
    const guide = onlyUpdate('group-participants-add', 'participants_added')
    const file = onlyUpdate('group-participants-add-openapi-spelling', 'participants_added')
    expect(guide.participants).toEqual([{ ...lin, username: 'lin.tea', input: '+15550100201' }])
    expect(file).toMatchObject({ groupId, at, participants: [{ waId: lin.waId }] })
  })

  it('knows a removed person by the input of the request alone', () => {
    const update = onlyUpdate('group-participants-remove-by-business', 'participants_removed')
    expect(update).toMatchObject({
      requestId: '900100200304',
      initiatedBy: 'business',
      participants: [{ input: '+15550100201' }],
      failed: [],
    })
  })

  it('reads who could not be removed and why', () => {
    const update = onlyUpdate('group-participants-remove-partly-failed', 'participants_removed')
    expect(update.failed).toEqual([
      {
        person: { input: '+15550100202' },
        errors: [{ code: 131212, title: 'Not in the group' }],
      },
    ])
  })

  it('takes a request id as a sign of the business, and says so when nothing tells', () => {
    const byRequest = onlyUpdate(
      'group-participants-remove-openapi-spelling',
      'participants_removed',
    )
    expect(byRequest.initiatedBy).toBe('business')
    const left = onlyUpdate('group-participant-left', 'participants_removed')
    expect([left.initiatedBy, left.requestId]).toEqual(['participant', null])
    const body = groupBody('group-participant-left', { initiated_by: undefined })
    const [untold] = parseUpdates(body, { receivedAtMs })
    expect(untold).toMatchObject({ kind: 'participants_removed', initiatedBy: 'unknown' })
  })

  it('reads a join request of a person without a number', () => {
    const update = onlyUpdate('group-join-request-created-user-id-only', 'join_request_created')
    expect(update.person).toEqual({ userId: 'US.7301948265510048' })
  })

  it('reads each changed part of the settings on its own', () => {
    expect(onlyUpdate('group-settings', 'group_settings')).toMatchObject({
      subject: { text: 'Tea Club Riverside', isDone: true, errors: [] },
      description: { text: 'Too long', isDone: false, errors: [{ code: 100 }] },
      picture: { text: null, isDone: true, errors: [] },
    })
    expect(onlyUpdate('group-settings-subject-only', 'group_settings')).toMatchObject({
      description: null,
      picture: null,
    })
  })
})

describe('messages', () => {
  it('reads who wrote from the message and from the contact beside it', () => {
    expect(onlyUpdate('message-text', 'message_received')).toMatchObject({
      wamid,
      groupId: null,
      from: {
        ...lin,
        parentUserId: 'US.ENT.5520018846631109',
        username: 'lin.tea',
        profileName: 'Lin Tester',
      },
      text: 'Is the shop open on Sunday?',
    })
  })

  it('reads a person without a number', () => {
    expect(onlyUpdate('message-user-id-only', 'message_received').from).toEqual({
      userId: 'US.7301948265510048',
      username: 'mo.tester',
      profileName: 'Mo Tester',
    })
  })

  it('tells a group message from a message to the business', () => {
    const update = onlyUpdate('message-group-text', 'message_received')
    expect([update.groupId, update.isForwarded]).toEqual([groupId, true])
  })

  it.each([
    ['message-button', 'Stop', 'STOP', otherWamid],
    ['message-interactive-button', 'Yes', 'yes-1', otherWamid],
    ['message-interactive-list', 'Oolong', 'row-2', null],
    ['message-interactive-flow', 'Sent', null, null],
    ['message-image', 'My new teapot', null, null],
    ['message-reaction', '👍', null, otherWamid],
    ['message-reaction-removed', null, null, otherWamid],
    ['message-edit', 'Monday, I mean', null, otherWamid],
    ['message-revoke', null, null, otherWamid],
    ['message-unsupported', null, null, null],
  ])('reads text, payload and context of %s', (name, text, payload, context) => {
    const update = onlyUpdate(name, 'message_received')
    expect([update.text, update.buttonPayload, update.contextWamid]).toEqual([
      text,
      payload,
      context,
    ])
  })

  it.each(['identity-number-changed', 'identity-number-changed-older-spelling'])(
    'reads both numbers of %s',
    (name) => {
      expect(onlyUpdate(name, 'identity_changed')).toMatchObject({
        change: 'number',
        before: { waId: '15550100201' },
        after: { waId: '15550100202' },
      })
    },
  )

  it.each(['identity-user-id-changed', 'identity-user-id-update'])(
    'reads both user ids of %s',
    (name) => {
      expect(onlyUpdate(name, 'identity_changed')).toMatchObject({
        change: 'user_id',
        before: { userId: lin.userId },
        after: { userId: 'US.7301948265510048' },
      })
    },
  )
})

describe('statuses', () => {
  it('reads a status of a message to a person', () => {
    expect(onlyUpdate('status-sent', 'message_status')).toMatchObject({
      wamid,
      status: 'sent',
      groupId: null,
      person: { ...lin, username: 'lin.tea', profileName: 'Lin Tester' },
      callbackData: 'recipient-row-1',
      pricing: { isBillable: true, type: 'regular', category: 'marketing', model: 'PMP' },
    })
  })

  it('reads a status about a whole group as about nobody', () => {
    const update = onlyUpdate('status-group-sent', 'message_status')
    expect([update.groupId, update.person, update.callbackData]).toEqual([
      groupId,
      null,
      'delivery-7',
    ])
  })

  it('takes an aggregated body apart, one status per participant', () => {
    const people = parseFixture('status-group-read-aggregated').map((update) =>
      update.kind === 'message_status' ? update.person : null,
    )
    expect(people).toEqual([
      { ...lin, parentUserId: 'US.ENT.5520018846631109' },
      { userId: 'US.7301948265510048' },
    ])
  })

  it('reads the other name of the participant and the other place of the price', () => {
    const update = onlyUpdate('status-group-delivered-other-spelling', 'message_status')
    expect(update.person).toEqual({ waId: lin.waId })
    expect(update.pricing).toEqual({
      isBillable: false,
      type: 'free_group_customer_service',
      category: 'group_service',
      model: 'PMP',
    })
  })

  it('reads the group under the name that the OpenAPI file has for it', () => {
    const update = onlyUpdate('status-group-openapi-spelling', 'message_status')
    expect([update.groupId, update.person]).toEqual([groupId, { waId: lin.waId }])
  })

  it('reads why a message failed', () => {
    const update = onlyUpdate('status-failed', 'message_status')
    expect(update.errors).toEqual([{ code: 131026, title: 'Message undeliverable' }])
  })
})

describe('other fields', () => {
  it('reads a stop of marketing messages', () => {
    const update = onlyUpdate('preference-stop', 'marketing_preference')
    expect([update.person.waId, update.preference]).toEqual([lin.waId, 'stop'])
  })

  it.each([
    ['account-alert', 'alert', 'OBA_REJECTED', 'critical'],
    ['account-review', 'review', 'REJECTED', 'critical'],
    ['account-restriction', 'account', 'ACCOUNT_RESTRICTION', 'critical'],
    ['account-disabled', 'account', 'DISABLED_UPDATE', 'critical'],
    ['account-reinstated', 'account', 'DISABLED_UPDATE', 'info'],
    ['account-violation', 'account', 'ACCOUNT_VIOLATION', 'warning'],
    ['account-error', 'error', '130429', 'warning'],
    ['number-quality', 'quality', 'FLAGGED', 'warning'],
    ['number-quality-older-limits', 'quality', 'THROUGHPUT_UPGRADE', 'info'],
    ['number-name', 'name', 'REJECTED', 'warning'],
    ['capability', 'capability', 'CAPABILITY_UPDATE', 'info'],
  ])('weighs %s', (name, source, event, severity) => {
    expect(onlyUpdate(name, 'account_event')).toMatchObject({ source, event, severity })
  })

  it('takes an announced category for what it will be, and when', () => {
    expect(onlyUpdate('template-category-announced', 'template_category')).toMatchObject({
      templateId: '77001100220033',
      phase: 'announced',
      previous: 'UTILITY',
      category: 'MARKETING',
      effectiveAt: 1_760_086_400_000,
    })
    expect(onlyUpdate('template-category-done', 'template_category')).toMatchObject({
      phase: 'done',
      previous: 'UTILITY',
      category: 'MARKETING',
    })
  })

  it('reads why a template was paused or refused', () => {
    const reasons = ['template-paused', 'template-rejected'].map(
      (name) => onlyUpdate(name, 'template_status').reason,
    )
    expect(reasons).toEqual(['FIRST_PAUSE', 'TAG_CONTENT_MISMATCH'])
  })
})

describe('what cannot be read', () => {
  it('keeps an unknown field with its content', () => {
    const update = onlyUpdate('unknown-field', 'unknown')
    expect([update.field, update.why]).toEqual(['business_username_updates', 'field'])
    expect(JSON.parse(update.raw)).toMatchObject({ value: { username: 'tea.house' } })
  })

  it.each([
    ['a body without entries', { object: 'page' }],
    ['entries that are no list', { entry: 7 }],
    ['a change without a field', { entry: [{ changes: [{ value: 1 }] }] }],
    ['a value that is no object', { entry: [{ changes: [{ field: 'messages', value: 1 }] }] }],
    ['an empty value', { entry: [{ changes: [{ field: 'messages', value: {} }] }] }],
    ['a field named like a method', { entry: [{ changes: [{ field: 'toString', value: {} }] }] }],
    ['no groups', { entry: [{ changes: [{ field: 'group_status_update', value: {} }] }] }],
    ['a status of no known word', statusBody({ status: 'lost' })],
    ['a message from nobody', messageBody({ from: undefined })],
    ['a system message of no known type', messageBody({ type: 'system', system: {} })],
    ['a preference of another category', preferenceBody({ category: 'calls' })],
    ['a preference of no known word', preferenceBody({ value: 'maybe' })],
    ['a join request of nobody', groupBody('group-join-request-created', noKeys)],
    ['an event without its group', groupBody('group-suspend', { group_id: undefined })],
  ])('keeps %s as unknown', (_name, body) => {
    const updates = parseUpdates(body, { receivedAtMs })
    expect(updates.map((update) => update.kind)).toEqual(['unknown'])
  })

  it('survives nesting that cannot be written again', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    const body = { entry: [{ changes: [{ field: 'later', value: deep }] }] }
    expect(parseUpdates(body, { receivedAtMs })[0]).toMatchObject({ kind: 'unknown' })
  })
})

interface Body {
  entry: { changes: { field: string; value: Record<string, object[]> }[] }[]
}

/** A fixture with some properties of its first item changed. */
function changed(name: string, list: string, changes: object): Body {
  const body = readFixture(name) as Body
  Object.assign(body.entry[0]?.changes[0]?.value[list]?.[0] ?? {}, changes)
  return body
}

function groupBody(name: string, changes: object): Body {
  return changed(name, 'groups', changes)
}

function statusBody(changes: object): Body {
  return changed('status-sent', 'statuses', changes)
}

function messageBody(changes: object): Body {
  const body = changed('message-text', 'messages', changes)
  Object.assign(body.entry[0]?.changes[0]?.value ?? {}, { contacts: [] })
  return body
}

function preferenceBody(changes: object): Body {
  return changed('preference-stop', 'user_preferences', changes)
}
