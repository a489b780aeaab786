import { userIdUpdate, userPreference } from '../graph/wire/webhooks.ts'
import type { FieldParser } from './parse-account-fields.ts'
import { listOf, readContacts } from './parse-messages.ts'
import type { ParsedUpdate } from './parsed-update.ts'
import { type ContactLookup, namesSomebody, personKey, toPersonKeys } from './person-keys.ts'
import { type ChangeContext, headOf, unknownUpdate } from './update-context.ts'

const marketingCategory = 'marketing_messages'

/** Fields that tell of one person's choice or key (Meta: User preferences; Business-scoped user IDs). */
export const personFieldParsers: Readonly<Record<string, FieldParser>> = {
  user_preferences: (context, value) => {
    const lookup = readContacts(value)
    const items = listOf(value['user_preferences'])
    if (items.length === 0) return [unknownUpdate(context, value, 'shape')]
    return items.map((item) => parsePreference(context, item, lookup))
  },
  user_id_update: (context, value) => {
    const items = listOf(value['user_id_update'])
    if (items.length === 0) return [unknownUpdate(context, value, 'shape')]
    return items.map((item) => parseUserIdUpdate(context, item))
  },
}

function parsePreference(
  context: ChangeContext,
  item: unknown,
  lookup: ContactLookup,
): ParsedUpdate {
  const parsed = userPreference.safeParse(item)
  if (!parsed.success) return unknownUpdate(context, item, 'shape')
  const { category, value, timestamp, wa_id, user_id } = parsed.data
  const person = lookup({ wa_id, user_id })
  const isMarketing = category === undefined || category === marketingCategory
  if (!isMarketing || (value !== 'stop' && value !== 'resume') || !namesSomebody(person)) {
    return unknownUpdate(context, item, 'shape')
  }
  const key = ['preference', personKey(person), value, timestamp ?? context.entryTimeMs]
  return {
    ...headOf(context, item, key, timestamp),
    kind: 'marketing_preference',
    person,
    preference: value,
  }
}

function parseUserIdUpdate(context: ChangeContext, item: unknown): ParsedUpdate {
  const parsed = userIdUpdate.safeParse(item)
  if (!parsed.success) return unknownUpdate(context, item, 'shape')
  const { wa_id, user_id, parent_user_id, timestamp } = parsed.data
  const before = toPersonKeys({
    user_id: user_id?.previous,
    parent_user_id: parent_user_id?.previous,
  })
  const after = toPersonKeys({
    wa_id,
    user_id: user_id?.current,
    parent_user_id: parent_user_id?.current,
  })
  if (!namesSomebody(before) || !namesSomebody(after)) return unknownUpdate(context, item, 'shape')
  const key = ['user_id_update', personKey(before), personKey(after), timestamp ?? null]
  return {
    ...headOf(context, item, key, timestamp),
    kind: 'identity_changed',
    change: 'user_id',
    before,
    after,
  }
}
