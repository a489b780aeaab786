import type { TFunction } from 'i18next'
import type { Contact } from '../../../shared/domain/contacts.ts'

type Named = Pick<Contact, 'name' | 'maskedNumber' | 'username'>

/** Whether somebody has a name of their own: without one, they are called by username or number. */
export function hasOwnName({ name, maskedNumber, username }: Named): boolean {
  return name.trim() !== '' && name !== maskedNumber && name.replace(/^@/, '') !== username
}

/** What to call somebody; of some nothing is known but that they wrote. */
export function personName(contact: Pick<Contact, 'name'>, t: TFunction): string {
  return contact.name.trim() === '' ? t('people.noName') : contact.name
}

/** The name where the number stands beside it: it is not said twice. Null where there is none. */
export function nameBesideNumber({ name, maskedNumber }: Named): string | null {
  return name.trim() === '' || name === maskedNumber ? null : name
}
