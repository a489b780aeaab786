import type { EvidenceKind } from '../../shared/domain/screening.ts'
import { messageFacts, type KeptMessage } from '../core/screening/message-facts.ts'
import { dayMs, type ContactFacts, type EvidenceFact } from '../core/screening/facts.ts'
import { waIdExpression } from './contact-store.ts'
import type { ReadableDatabase } from './database.ts'
import { all } from './statement.ts'

/** Texts older than this say nothing about how somebody behaves today. */
const messagesDays = 180
const messagesPerContact = 200
/** Others of the same name or address are counted up to here. */
const mostOthers = 20

/** A contact whose facts were gathered, with what is needed to write its verdict down. */
export interface GatheredContact {
  readonly seq: number
  readonly id: string
  readonly screening: 'trusted' | 'to_check' | 'rejected' | 'not_screened'
  /** Digits of the number, where there is one whose type is not known. */
  readonly untypedNumber: string | null
  /** The owner's word that counts, if any. */
  readonly ownWord: 'trusted' | 'to_check' | 'rejected' | null
  readonly facts: ContactFacts
}

interface FactsRow {
  seq: number
  id: string
  screening: GatheredContact['screening']
  number_state: ContactFacts['numberState']
  number_type: ContactFacts['numberType']
  wa_id: string | null
  country: string | null
  first_known_at: number
  order_count: number
  last_order_at: number | null
  last_seen_at: number | null
  consent_by: 'person' | 'shop' | null
  consent_at: number | null
  delivered_at: number | null
  list_source: string | null
  list_reason: string | null
  removals: number
  same_email: number
  same_name: number
  own_word: string | null
}

const othersWith = (condition: string) => `(SELECT count(*) FROM (SELECT 1 FROM contact other
    WHERE ${condition} AND other.seq<>contact.seq AND other.binned_at IS NULL LIMIT ${mostOthers}))`

/** The best consent that stands: of the person's own before one that the shop noted. */
const consentBy = `(SELECT CASE WHEN max(consent.own_yes_at)>=0 THEN 'person' WHEN count(*)>0 THEN 'shop' END
    FROM consent_state consent WHERE consent.contact_id=contact.id AND consent.state='given')`
const consentAt = `(SELECT max(CASE WHEN consent.own_yes_at>=0 THEN consent.own_yes_at ELSE consent.latest_at END)
    FROM consent_state consent WHERE consent.contact_id=contact.id AND consent.state='given')`
const deliveredAt = `(SELECT max(at) FROM (
    SELECT max(at) AS at FROM delivery_recipient WHERE contact_id=contact.id AND state<>'waiting'
    UNION ALL
    SELECT max(coalesce(sent_at, created_at)) FROM direct_message WHERE contact_id=contact.id AND state IN ('delivered','read')))`
const firstKnownAt = `min(contact.created_at,
    coalesce((SELECT min(at) FROM message WHERE message.contact_id=contact.id), contact.created_at),
    coalesce((SELECT min(joined_at) FROM participant WHERE participant.contact_id=contact.id), contact.created_at),
    CASE WHEN contact.order_count>0 THEN (SELECT min(at) FROM shop_order WHERE contact_seq=contact.seq) ELSE contact.created_at END)`
/** The latest word of the owner; `checks` gave the decision back. An SQL expression over `contact.id`. */
export const ownWordExpression = `(SELECT decision.verdict FROM screening_decision decision
    WHERE decision.contact_id=contact.id ORDER BY decision.at DESC, decision.id DESC LIMIT 1)`

const factsOf = `WITH chosen AS MATERIALIZED (SELECT value AS seq FROM json_each($seqs)),
  numbered AS MATERIALIZED (
    SELECT contact.*, ${waIdExpression} AS wa_id FROM chosen CROSS JOIN contact ON contact.seq=chosen.seq
    WHERE contact.binned_at IS NULL)
  SELECT contact.seq, contact.id, contact.screening, contact.number_state, contact.number_type, contact.wa_id,
    contact.country, ${firstKnownAt} AS first_known_at, contact.order_count, contact.last_order_at,
    contact.last_seen_at, ${consentBy} AS consent_by, ${consentAt} AS consent_at, ${deliveredAt} AS delivered_at,
    listed.source AS list_source, listed.reason AS list_reason,
    (SELECT count(*) FROM participant WHERE participant.contact_id=contact.id AND left_reason='removed') AS removals,
    CASE WHEN contact.email IS NULL THEN 0 ELSE ${othersWith('other.email=contact.email')} END AS same_email,
    CASE WHEN contact.sort_name='' THEN 0 ELSE ${othersWith('other.sort_name=contact.sort_name')} END AS same_name,
    ${ownWordExpression} AS own_word
  FROM numbered AS contact LEFT JOIN block_list_entry listed ON listed.wa_id=contact.wa_id`

/** Gathers what is known of these contacts. Those in the bin are left out. */
export function gatherFacts(
  db: ReadableDatabase,
  seqs: readonly number[],
  now: number,
): GatheredContact[] {
  const rows = all<FactsRow>(db, factsOf, { seqs: JSON.stringify(seqs) })
  const evidence = evidenceOf(db, rows)
  const messages = messagesOf(db, rows, now)
  return rows.map((row) => ({
    seq: row.seq,
    id: row.id,
    screening: row.screening,
    untypedNumber: row.number_type === null ? row.wa_id : null,
    ownWord: row.own_word === 'checks' ? null : (row.own_word as GatheredContact['ownWord']),
    facts: toFacts(row, now, evidence.get(row.id) ?? [], messages.get(row.id) ?? []),
  }))
}

function toFacts(
  row: FactsRow,
  now: number,
  evidence: readonly EvidenceFact[],
  messages: readonly KeptMessage[],
): ContactFacts {
  return {
    now,
    numberState: row.number_state,
    numberType: row.number_type,
    country: row.country,
    firstKnownAt: row.first_known_at,
    orderCount: row.order_count,
    lastOrderAt: row.last_order_at,
    evidence,
    consent: row.consent_by === null ? null : { by: row.consent_by, at: row.consent_at ?? now },
    deliveredAt: row.delivered_at,
    messages: messageFacts(messages),
    blockList:
      row.list_source === null ? null : { source: row.list_source, reason: row.list_reason ?? '' },
    removals: row.removals,
    sameEmail: row.same_email,
    sameName: row.same_name,
  }
}

function grouped<Row extends { contact_id: string }, Item>(
  rows: readonly Row[],
  toItem: (row: Row) => Item,
): Map<string, Item[]> {
  const byContact = new Map<string, Item[]>()
  for (const row of rows) {
    const items = byContact.get(row.contact_id)
    if (items) items.push(toItem(row))
    else byContact.set(row.contact_id, [toItem(row)])
  }
  return byContact
}

function evidenceOf(db: ReadableDatabase, rows: readonly FactsRow[]): Map<string, EvidenceFact[]> {
  const found = all<{ contact_id: string; kind: EvidenceKind; place: string; at: number }>(
    db,
    `SELECT contact_id, kind, place, at FROM screening_evidence
     WHERE contact_id IN (SELECT value FROM json_each($ids)) AND withdrawn_at IS NULL ORDER BY at, id`,
    { ids: JSON.stringify(rows.map((row) => row.id)) },
  )
  return grouped(found, ({ kind, place, at }) => ({ kind, place, at }))
}

/** Only who was seen can have written; for all others nothing is asked. */
function messagesOf(
  db: ReadableDatabase,
  rows: readonly FactsRow[],
  now: number,
): Map<string, KeptMessage[]> {
  const ids = rows.filter((row) => row.last_seen_at !== null).map((row) => row.id)
  const since = now - messagesDays * dayMs
  const found = ids.flatMap((id) =>
    all<{ contact_id: string; group_id: string | null; body: string; at: number }>(
      db,
      `SELECT contact_id, group_id, body, at FROM message
       WHERE contact_id=$id AND at>=$since AND direction='inbound' AND body IS NOT NULL
       ORDER BY at DESC LIMIT ${messagesPerContact}`,
      { id, since },
    ),
  )
  return grouped(found, ({ group_id, body, at }) => ({ groupId: group_id, body, at }))
}
