import { createHmac } from 'node:crypto'

/** One signed POST of WhatsApp's, ready to leave. */
export interface SignedBody {
  readonly bytes: Buffer
  readonly signature: string
}

export interface UpdateShop {
  readonly groups: readonly ShopGroup[]
}

/** A managed group with messages on their way to its members. */
export interface ShopGroup {
  readonly remoteId: string
  readonly deliveryId: string
  /** Digits. */
  readonly members: readonly string[]
}

export const benchSecret = 'a secret of the bench, fictional'

type Json = Record<string, unknown>
type Change = { readonly field: string; readonly value: Json }

const metadata = {
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: '15550100100', phone_number_id: '208090100110120' },
}

/**
 * `count` updates in bodies of `perBody`, in the mix of a busy shop: out of 20, nine messages, eight
 * statuses (told together, as WhatsApp does for a group), a join and a leave, and a preference.
 */
export function makeBodies(
  shop: UpdateShop,
  options: { readonly count: number; readonly perBody: number; readonly round: number },
): SignedBody[] {
  const bodies: SignedBody[] = []
  const state = { next: options.round * 100_000_000, at: 1_767_000_000 + options.round * 100_000 }
  for (let made = 0; made < options.count; made += options.perBody) {
    const wanted = Math.min(options.perBody, options.count - made)
    bodies.push(sign(fill(shop, state, wanted)))
  }
  return bodies
}

function fill(shop: UpdateShop, state: { next: number; at: number }, wanted: number): Change[] {
  const changes: Change[] = []
  for (let left = wanted; left > 0;) {
    state.next += 1
    state.at += state.next % 50 === 0 ? 1 : 0
    const group = shop.groups[state.next % shop.groups.length]
    if (!group) throw new Error('The shop has no groups')
    const turn = state.next % 13
    const size = turn === 12 && left >= 8 ? 8 : 1
    changes.push(makeChange(group, state, turn, size))
    left -= size
  }
  return changes
}

function makeChange(
  group: ShopGroup,
  { next, at }: { next: number; at: number },
  turn: number,
  size: number,
): Change {
  const seat = next % group.members.length
  const phone = group.members[seat] ?? ''
  const timestamp = String(at)
  const guest = `1646${String(1_000_000 + (next % 4000))}`
  if (turn === 12)
    return field('messages', {
      contacts: group.members.slice(0, size).map(contactOf),
      statuses: group.members.slice(0, size).map((member) => ({
        id: `wamid.out${next}`,
        status: 'delivered',
        timestamp,
        recipient_id: group.remoteId,
        recipient_type: 'group',
        recipient_participant_id: member,
        recipient_participant_user_id: `US.${member}0`,
        biz_opaque_callback_data: group.deliveryId,
      })),
    })
  if (turn === 10)
    return groupEvent('group_participants_add', group, timestamp, {
      reason: 'invite_link',
      added_participants: [{ wa_id: guest, user_id: `US.${guest}0`, input: guest }],
    })
  if (turn === 11)
    return groupEvent('group_participants_remove', group, timestamp, {
      initiated_by: 'participant',
      removed_participants: [{ wa_id: guest, user_id: `US.${guest}0` }],
    })
  if (turn === 9)
    return field('user_preferences', {
      contacts: [contactOf(phone)],
      user_preferences: [
        {
          wa_id: phone,
          detail: 'User requested to stop marketing messages',
          category: 'marketing_messages',
          value: next % 2 === 0 ? 'stop' : 'resume',
          timestamp: at,
        },
      ],
    })
  return field('messages', {
    contacts: [contactOf(phone)],
    messages: [
      {
        from: phone,
        from_user_id: `US.${phone}0`,
        id: `wamid.in${next}`,
        timestamp,
        type: 'text',
        group_id: group.remoteId,
        text: { body: 'Do you still have the pale pink ones for Saturday?' },
      },
    ],
  })
}

function field(name: string, value: Json): Change {
  return { field: name, value: { ...metadata, ...value } }
}

function groupEvent(type: string, group: ShopGroup, timestamp: string, event: Json): Change {
  const told = { timestamp, group_id: group.remoteId, type, ...event }
  return field('group_participants_update', { groups: [told] })
}

function contactOf(phone: string): Json {
  return { profile: { name: `Member ${phone.slice(-4)}` }, wa_id: phone, user_id: `US.${phone}0` }
}

function sign(changes: readonly Change[]): SignedBody {
  const entry = [{ id: '102030405060708', time: 1_767_000_000, changes }]
  const bytes = Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }))
  const hash = createHmac('sha256', benchSecret).update(bytes).digest('hex')
  return { bytes, signature: `sha256=${hash}` }
}
