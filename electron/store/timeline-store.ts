import type { CallOutput, ParsedInput } from '../../shared/ipc/contract.ts'
import { fromMinorUnits } from '../core/contacts/minor-units.ts'
import { maskNumber } from '../core/contacts/mask-number.ts'
import type { ReadableDatabase } from './database.ts'
import { decodeCursor, encodeCursor } from './paging.ts'
import { all } from './statement.ts'

type Item = CallOutput<'contacts.timeline'>['items'][number]
type Kind = Item['kind']
type Params = Item['explanation']['params']

interface TimelineRow {
  readonly key: string
  readonly at: number
  readonly code: string
  /** JSON object. */
  readonly params: string
  readonly text: string | null
  readonly group_id: string | null
}

/** A source of the timeline: its lines as columns `key`, `at`, `code`, `params`, `text`, `group_id`. */
interface Source {
  readonly kind: Kind
  readonly text: string
}

const ofContact = 'contact_id=$contactId'
const seqOfContact = '(SELECT seq FROM contact WHERE id=$contactId)'

const sources: readonly Source[] = [
  {
    kind: 'message',
    text: `SELECT 'message:'||id AS key, at, CASE direction WHEN 'inbound' THEN 'message_received' ELSE 'message_sent' END AS code,
      json_object('type', type) AS params, body AS text, group_id FROM message WHERE ${ofContact}`,
  },
  {
    kind: 'order',
    text: `SELECT 'order:'||seq AS key, at, 'order' AS code,
      json_object('orderNo', order_no, 'units', amount, 'currency', currency) AS params, NULL AS text, NULL AS group_id
      FROM shop_order WHERE contact_seq=${seqOfContact}`,
  },
  {
    kind: 'consent',
    text: `SELECT 'consent:'||id AS key, at, 'consent_'||state AS code,
      json_object('purpose', purpose, 'purposeName', coalesce((SELECT name FROM consent_purpose WHERE consent_purpose.key=purpose),''),
        'source', source, 'recordedBy', recorded_by) AS params, nullif(note,'') AS text, NULL AS group_id
      FROM consent_entry WHERE ${ofContact}`,
  },
  {
    kind: 'note',
    text: `SELECT 'note:'||id AS key, at, 'note' AS code, json_object('writtenBy', written_by) AS params, text, NULL AS group_id
      FROM contact_note WHERE ${ofContact}`,
  },
  {
    kind: 'group',
    text: `SELECT 'joined:'||participant.id AS key, joined_at AS at, 'group_joined' AS code, json_object('subject', subject) AS params,
      NULL AS text, group_id FROM participant JOIN wa_group ON wa_group.id=group_id WHERE ${ofContact} AND joined_at IS NOT NULL`,
  },
  {
    kind: 'group',
    text: `SELECT 'left:'||participant.id AS key, left_at AS at, CASE left_reason WHEN 'removed' THEN 'group_removed' ELSE 'group_left' END AS code,
      json_object('subject', subject) AS params, NULL AS text, group_id
      FROM participant JOIN wa_group ON wa_group.id=group_id WHERE ${ofContact} AND left_at IS NOT NULL`,
  },
  {
    kind: 'screening',
    text: `SELECT 'decision:'||id AS key, at, 'screening_decided' AS code, json_object('verdict', verdict, 'decidedBy', decided_by) AS params,
      nullif(note,'') AS text, NULL AS group_id FROM screening_decision WHERE ${ofContact}`,
  },
  {
    kind: 'screening',
    text: `SELECT 'evidence:'||id AS key, at, 'screening_evidence' AS code,
      json_object('kind', kind, 'place', place, 'recordedBy', recorded_by, 'isWithdrawn', withdrawn_at IS NOT NULL) AS params,
      nullif(note,'') AS text, NULL AS group_id FROM screening_evidence WHERE ${ofContact}`,
  },
  {
    kind: 'announcement',
    text: `SELECT 'announcement:'||delivery.id AS key, delivery.sent_at AS at, 'announcement_'||delivery_recipient.state AS code,
      '{}' AS params, announcement.text, delivery.group_id
      FROM delivery_recipient JOIN delivery ON delivery.id=delivery_recipient.delivery_id
        JOIN announcement ON announcement.id=delivery.announcement_id
      WHERE delivery_recipient.${ofContact} AND delivery.sent_at IS NOT NULL`,
  },
  {
    kind: 'broadcast',
    text: `SELECT 'broadcast:'||broadcast_recipient.seq AS key, sent_at AS at, 'broadcast' AS code,
      json_object('name', broadcast.name, 'state', broadcast_recipient.state) AS params, NULL AS text, NULL AS group_id
      FROM broadcast_recipient JOIN broadcast ON broadcast.seq=broadcast_recipient.broadcast_seq
      WHERE contact_seq=${seqOfContact} AND sent_at IS NOT NULL`,
  },
  {
    kind: 'direct_message',
    text: `SELECT 'direct:'||id AS key, created_at AS at, 'direct_message' AS code, json_object('kind', kind, 'state', state) AS params,
      nullif(text,'') AS text, NULL AS group_id FROM direct_message WHERE ${ofContact}`,
  },
  {
    kind: 'import',
    text: `SELECT 'import:'||contact_import.id AS key, coalesce(started_at, contact_import.created_at) AS at, 'import_added' AS code,
      json_object('fileName', file_name) AS params, NULL AS text, NULL AS group_id
      FROM contact JOIN contact_import ON contact_import.seq=contact.import_seq WHERE contact.id=$contactId`,
  },
  {
    kind: 'import',
    text: `SELECT 'changed:'||contact_import.id AS key, coalesce(started_at, created_at) AS at, 'import_changed' AS code,
      json_object('fileName', file_name) AS params, NULL AS text, NULL AS group_id
      FROM import_change JOIN contact_import ON contact_import.seq=import_change.import_seq
      WHERE import_change.contact_seq=${seqOfContact}`,
  },
  {
    kind: 'identity',
    text: `SELECT 'identity:'||seq AS key, first_seen_at AS at, 'identity_added' AS code, json_object('kind', kind, 'value', value) AS params,
      NULL AS text, NULL AS group_id FROM contact_identity WHERE ${ofContact}`,
  },
  {
    kind: 'identity',
    text: `SELECT 'replaced:'||seq AS key, replaced_at AS at, 'identity_replaced' AS code, json_object('kind', kind, 'value', value) AS params,
      NULL AS text, NULL AS group_id FROM contact_identity WHERE ${ofContact} AND replaced_at IS NOT NULL`,
  },
  {
    kind: 'merge',
    text: `SELECT 'merge:'||id AS key, merged_at AS at, 'merged' AS code,
      json_object('name', coalesce(json_extract(snapshot,'$.name'),''), 'mergedBy', merged_by) AS params,
      NULL AS text, NULL AS group_id FROM contact_merge WHERE into_id=$contactId`,
  },
  {
    kind: 'merge',
    text: `SELECT 'split:'||id AS key, split_at AS at, 'split' AS code, '{}' AS params, NULL AS text, NULL AS group_id
      FROM contact_merge WHERE into_id=$contactId AND split_at IS NOT NULL`,
  },
  {
    // what stands nowhere else: that a number was looked at, and changes by hand
    kind: 'audit',
    text: `SELECT 'audit:'||printf('%012d',seq) AS key, at, 'audit' AS code, json_object('action', action, 'actor', actor) AS params,
      NULL AS text, group_id FROM audit_entry WHERE (contact_id=$contactId OR contact_id IN
        (SELECT from_id FROM contact_merge WHERE into_id=$contactId AND split_at IS NULL))
      AND action IN ('members.revealed','contacts.created','contacts.updated')`,
  },
]

/** A keyset page of everything that happened with a contact, latest first. */
export function listTimeline(
  db: ReadableDatabase,
  input: ParsedInput<'contacts.timeline'>,
): CallOutput<'contacts.timeline'> {
  const [at, key] = input.cursor ? decodeCursor(input.cursor, 2) : [Number.MAX_SAFE_INTEGER, '~']
  const wanted = sources.filter(({ kind }) => !input.kinds || input.kinds.includes(kind))
  const found = wanted.flatMap(({ kind, text }) =>
    all<TimelineRow>(
      db,
      `SELECT * FROM (${text}) WHERE at <= $at AND (at < $at OR key < $key)
       ORDER BY at DESC, key DESC LIMIT $limit`,
      { contactId: input.contactId, at: at ?? null, key: key ?? null, limit: input.limit + 1 },
    ).map((row) => ({ kind, row })),
  )
  found.sort((a, b) => b.row.at - a.row.at || (a.row.key < b.row.key ? 1 : -1))
  const page = found.slice(0, input.limit)
  const last = page.at(-1)
  return {
    items: page.map(({ kind, row }) => ({
      key: row.key,
      at: row.at,
      kind,
      explanation: { code: row.code, params: paramsOf(row) },
      text: row.text,
      groupId: row.group_id,
    })),
    nextCursor:
      last && found.length > input.limit ? encodeCursor([last.row.at, last.row.key]) : null,
  }
}

/** Numbers are masked, and money is as people count it. */
function paramsOf(row: TimelineRow): Params {
  const params = JSON.parse(row.params) as Params
  if (row.code === 'order') {
    const { orderNo, units, currency } = params
    const { amount } = fromMinorUnits(Number(units), String(currency))
    return { orderNo: orderNo ?? null, amount, currency: currency ?? null }
  }
  if (params.kind === 'wa_id') return { ...params, value: maskNumber(String(params.value)) }
  if (row.code === 'screening_evidence') return { ...params, isWithdrawn: params.isWithdrawn === 1 }
  return params
}
