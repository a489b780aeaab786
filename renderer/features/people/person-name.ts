import type { TFunction } from 'i18next'
import type { Contact } from '../../../shared/domain/contacts.ts'

/** What to call somebody; of some nothing is known but that they wrote. */
export function personName(contact: Pick<Contact, 'name'>, t: TFunction): string {
  return contact.name.trim() === '' ? t('people.noName') : contact.name
}
