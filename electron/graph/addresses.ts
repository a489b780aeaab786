import type { PersonAddress, Recipient } from './graph-records.ts'

/** With `+`: without it WhatsApp puts the business's own country code in front. */
function withPlus(phone: string): string {
  return phone.startsWith('+') ? phone : `+${phone}`
}

/** A person in the list of a removal or a block: one key, never both. */
export function toPersonItem(person: PersonAddress): { user: string } | { user_id: string } {
  return person.kind === 'phone' ? { user: withPlus(person.phone) } : { user_id: person.userId }
}

/** The addressing part of a message. */
export function toRecipientFields(to: Recipient): Record<string, string> {
  switch (to.kind) {
    case 'group':
      return { recipient_type: 'group', to: to.groupId }
    case 'phone':
      return { recipient_type: 'individual', to: withPlus(to.phone) }
    case 'user_id':
      return { recipient_type: 'individual', recipient: to.userId }
  }
}
