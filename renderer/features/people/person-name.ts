import type { TFunction } from 'i18next'
import type { Contact } from '../../../shared/domain/contacts.ts'

type Named = Pick<Contact, 'name' | 'maskedNumber' | 'username'>

/** Said by the app for somebody of whom neither name nor username nor number is known. */
const nothingKnown = '—'

function isBlank(name: string): boolean {
  return name.trim() === '' || name === nothingKnown
}

/** Whether somebody has a name of their own: without one, they are called by username or number. */
export function hasOwnName({ name, maskedNumber, username }: Named): boolean {
  return !isBlank(name) && name !== maskedNumber && name.replace(/^@/, '') !== username
}

/** What to call somebody; of some nothing is known but that they wrote. */
export function personName(contact: Pick<Contact, 'name'>, t: TFunction): string {
  return isBlank(contact.name) ? t('people.noName') : contact.name
}

/** The name where the number stands beside it: it is not said twice. Null where there is none. */
export function nameBesideNumber({ name, maskedNumber }: Named): string | null {
  return isBlank(name) || name === maskedNumber ? null : name
}
