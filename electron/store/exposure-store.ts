import type { Exposure } from '../../shared/domain/clean-up.ts'
import { monthsBefore } from '../core/clean-up/months-before.ts'
import { isMember, isUndeliverable, lastHeard } from './clean-up-match.ts'
import type { ReadableDatabase } from './database.ts'
import { all, one } from './statement.ts'

/** For so long an order makes somebody a customer, and a word of theirs keeps in touch. */
const customerMonths = 36
const inTouchMonths = 24

type Standing = Exposure['needed'][number]['reason'] | Exposure['notNeeded'][number]['reason']

const standing = `CASE
  WHEN ${isMember} THEN 'group_member'
  WHEN EXISTS (SELECT 1 FROM consent_state consent WHERE consent.contact_id=contact.id AND consent.state='given') THEN 'agreed'
  WHEN contact.last_order_at >= $customerSince THEN 'customer'
  WHEN EXISTS (SELECT 1 FROM consent_state consent WHERE consent.contact_id=contact.id AND consent.state='withdrawn') THEN 'said_no'
  WHEN ${isUndeliverable} THEN 'undeliverable'
  WHEN ${lastHeard} >= $inTouchSince THEN 'in_touch'
  ELSE 'inactive' END`

const neededReasons = ['group_member', 'agreed', 'customer', 'in_touch'] as const
const notNeededReasons = ['said_no', 'undeliverable', 'inactive'] as const

/** How much is held of people, what it is still needed for, and what clean-ups have taken away. */
export function readExposure(db: ReadableDatabase, now: number): Exposure {
  const rows = all<{ standing: Standing; contacts: number }>(
    db,
    `SELECT standing, count(*) AS contacts FROM (SELECT ${standing} AS standing FROM contact
       WHERE binned_at IS NULL) GROUP BY standing`,
    {
      customerSince: monthsBefore(now, customerMonths),
      inTouchSince: monthsBefore(now, inTouchMonths),
    },
  )
  const countOf = (reason: Standing) => rows.find((row) => row.standing === reason)?.contacts ?? 0
  return {
    ...countRecords(db),
    ...savedExposure(db),
    needed: neededReasons.map((reason) => ({ reason, contacts: countOf(reason) })),
    notNeeded: notNeededReasons.map((reason) => ({ reason, contacts: countOf(reason) })),
  }
}

function countRecords(
  db: ReadableDatabase,
): Pick<Exposure, 'contacts' | 'numbers' | 'messages' | 'orders' | 'notes' | 'inBin'> {
  return one<ReturnType<typeof countRecords>>(
    db,
    `SELECT (SELECT count(*) FROM contact) - (SELECT count(*) FROM contact WHERE anonymised_at IS NOT NULL
         AND binned_at IS NOT NULL) AS contacts,
       (SELECT count(*) FROM contact_identity WHERE kind='wa_id') AS numbers,
       (SELECT count(*) FROM message WHERE direction='inbound' AND contact_id IS NOT NULL) AS messages,
       (SELECT count(*) FROM shop_order) AS orders, (SELECT count(*) FROM contact_note) AS notes,
       (SELECT count(*) FROM cleanup_item) AS inBin`,
  )!
}

/** Cheap, so that the overview can ask for it each time. */
export function savedExposure(
  db: ReadableDatabase,
): Pick<Exposure, 'savedContacts' | 'savedRecords'> {
  return one<ReturnType<typeof savedExposure>>(
    db,
    `SELECT coalesce(sum(contact_count-restored_count),0) AS savedContacts,
       coalesce(sum(erased_records),0) AS savedRecords FROM cleanup_run WHERE state='finished'`,
  )!
}
