import type { ContactFilter } from '../../shared/domain/contacts.ts'
import type { CallOutput, ParsedInput } from '../../shared/ipc/contract.ts'
import { searchQuery } from '../core/contacts/search-words.ts'
import { optInExpression } from './consent-store.ts'
import type { ReadableDatabase } from './database.ts'
import { windowMs } from './direct-message-store.ts'
import { givenStates, type LegalText } from './legal-text-store.ts'
import { all, one } from './statement.ts'

type Target = ParsedInput<'notices.preview'>['target']

/** Whom a notice is for, and what decides whether and how it reaches them. */
export interface NoticeScope {
  readonly target: Target
  readonly legalTextId: string
  /** A no to this purpose keeps the notice away. */
  readonly purpose: string
  /** Leaves out who was given this version already, or has it in line. */
  readonly onlyWithout: boolean
  readonly hasTemplate: boolean
  /** `seq` of those who fit the target's segment when it was asked for, as JSON; null: no segment is asked for. */
  readonly segment?: string | null
  readonly now: number
}

type Holds = (from: string) => string
/** For a count of many: those whom something holds for are listed once. */
const listed: Holds = (from) => `contact.id IN (SELECT contact_id FROM ${from})`
/** For a walk that stops after a few: asked for each. */
const asked: Holds = (from) => `EXISTS (SELECT 1 FROM ${from} AND contact_id=contact.id)`

/**
 * How a notice reaches a contact, or why it does not; the first that holds. A template goes to people who
 * agreed to be written to alone, one of marketing to those who agreed to that (Meta: opt-in).
 */
const outcomeBy = (holds: Holds) => `CASE
    WHEN contact.binned_at IS NOT NULL OR contact.anonymised_at IS NOT NULL THEN 'in_bin'
    WHEN ${holds(`consent_state WHERE purpose=$purpose AND state='withdrawn'`)} THEN 'opted_out'
    WHEN contact.number_state='none' AND NOT EXISTS (SELECT 1 FROM contact_identity WHERE contact_id=contact.id
      AND kind IN ('wa_id','bsuid') AND replaced_at IS NULL) THEN 'no_number'
    WHEN $onlyWithout AND ${holds(`direct_message WHERE legal_text_id=$legalTextId
      AND direct_message.state NOT IN ('failed','cancelled')`)} THEN 'has_version'
    WHEN ${holds(`message WHERE at > $windowFrom AND group_id IS NULL AND direction='inbound'
      AND contact_id IS NOT NULL`)} THEN 'text'
    WHEN NOT $hasTemplate THEN 'window_closed'
    WHEN ${holds(`consent_state WHERE state='given' AND ($purpose<>'marketing' OR purpose='marketing')`)} THEN 'template'
    ELSE 'no_opt_in' END`

/** Contacts of a target. Those chosen one by one may be in the bin, which is then said. */
const inTarget = `($contactIds IS NULL OR contact.id IN (SELECT value FROM json_each($contactIds)))
  AND ($contactIds IS NOT NULL OR (contact.binned_at IS NULL AND contact.anonymised_at IS NULL))
  AND ($match IS NULL OR contact.seq IN (SELECT rowid FROM contact_search WHERE contact_search MATCH $match))
  AND ($tagIds IS NULL OR NOT EXISTS (SELECT 1 FROM json_each($tagIds) wanted WHERE NOT EXISTS
    (SELECT 1 FROM contact_tag JOIN tag ON tag.seq=contact_tag.tag_seq
      WHERE contact_tag.contact_seq=contact.seq AND tag.id=wanted.value)))
  AND ($countries IS NULL OR contact.country IN (SELECT value FROM json_each($countries)))
  AND ($optIn IS NULL OR ${optInExpression}=$optIn)
  AND ($screening IS NULL OR contact.screening=$screening)
  AND ($source IS NULL OR contact.source=$source)
  AND ($groupId IS NULL OR EXISTS (SELECT 1 FROM participant WHERE participant.contact_id=contact.id
    AND participant.group_id=$groupId AND left_at IS NULL))
  AND ($importId IS NULL OR contact.import_seq=(SELECT seq FROM contact_import WHERE contact_import.id=$importId))
  AND ($segment IS NULL OR contact.seq IN (SELECT value FROM json_each($segment)))
  AND ($hasNumber IS NULL OR $hasNumber=EXISTS (SELECT 1 FROM contact_identity
    WHERE contact_id=contact.id AND kind='wa_id' AND replaced_at IS NULL))
  AND ($hasOrders IS NULL OR $hasOrders=(contact.order_count > 0))
  AND ($seenAfter IS NULL OR contact.last_seen_at >= $seenAfter)
  AND ($notSeenSince IS NULL OR contact.last_seen_at IS NULL OR contact.last_seen_at < $notSeenSince)`

const json = (list: readonly string[] | undefined) =>
  list === undefined || list.length === 0 ? null : JSON.stringify(list)
const flag = (value: boolean | undefined) => (value === undefined ? null : value ? 1 : 0)

function targetParameters({ contactIds, filter = {} }: Target) {
  const of: ContactFilter = filter
  return {
    contactIds: json(contactIds),
    match: of.search ? searchQuery(of.search) : null,
    tagIds: json(of.tagIds),
    countries: json(of.countries),
    optIn: of.optIn ?? null,
    screening: of.screening ?? null,
    source: of.source ?? null,
    groupId: of.groupId ?? null,
    importId: of.importId ?? null,
    hasNumber: flag(of.hasNumber),
    hasOrders: flag(of.hasOrders),
    seenAfter: of.seenAfter ?? null,
    notSeenSince: of.notSeenSince ?? null,
  }
}

function scopeParameters(scope: NoticeScope) {
  return {
    ...targetParameters(scope.target),
    segment: scope.segment ?? null,
    legalTextId: scope.legalTextId,
    purpose: scope.purpose,
    onlyWithout: scope.onlyWithout ? 1 : 0,
    hasTemplate: scope.hasTemplate ? 1 : 0,
    windowFrom: scope.now - windowMs,
  }
}

type Preview = CallOutput<'notices.preview'>

/** How many a notice reaches, by text and by template, and why it does not reach the others. */
export function previewNotice(db: ReadableDatabase, scope: NoticeScope): Preview {
  const counts = all<{ outcome: string; n: number }>(
    db,
    `SELECT ${outcomeBy(listed)} AS outcome, count(*) AS n FROM contact WHERE ${inTarget} GROUP BY 1 ORDER BY 1`,
    scopeParameters(scope),
  )
  const of = (wanted: string) => counts.find((row) => row.outcome === wanted)?.n ?? 0
  return {
    matched: counts.reduce((sum, row) => sum + row.n, 0),
    byText: of('text'),
    byTemplate: of('template'),
    excluded: counts
      .filter((row) => row.outcome !== 'text' && row.outcome !== 'template')
      .map((row) => ({
        reason: row.outcome as Preview['excluded'][number]['reason'],
        contacts: row.n,
      })),
  }
}

/** The next of those whom a notice reaches, in the order of `seq`. */
export function nextRecipients(
  db: ReadableDatabase,
  scope: NoticeScope,
  afterSeq: number,
  limit: number,
): { readonly seq: number; readonly id: string }[] {
  return all(
    db,
    `SELECT contact.seq, contact.id FROM contact WHERE contact.seq > $afterSeq AND ${inTarget}
       AND ${outcomeBy(asked)} IN ('text','template') ORDER BY contact.seq LIMIT $limit`,
    { ...scopeParameters(scope), afterSeq, limit },
  )
}

/** Whether a text is for a contact: by the language known of them, else by the shop's own. */
const isOfLanguage = `CASE WHEN contact.language IS NULL THEN $isOfShop
  ELSE contact.language=$base OR substr(contact.language, 1, length($base)+1)=$base || '-' END`

function languageParameters(language: string, shopLanguage: string) {
  const base = (tag: string) => tag.split('-')[0]!
  return { base: base(language), isOfShop: base(language) === base(shopLanguage) ? 1 : 0 }
}

const newestGiven = `(SELECT max(given.version) FROM direct_message JOIN legal_text given ON given.id=direct_message.legal_text_id
  WHERE direct_message.contact_id=contact.id AND direct_message.state IN ${givenStates}
    AND given.kind=$kind AND given.language=$language)`

/**
 * Who has which version of each notice. Everybody counts for the language that is known of them, and for
 * those that they were given one in.
 */
export function noticeCoverage(
  db: ReadableDatabase,
  shopLanguage: string,
): CallOutput<'notices.coverage'>['notices'] {
  const notices = all<{ kind: LegalText['kind']; language: string; version: number }>(
    db,
    `SELECT kind, language, max(version) AS version FROM legal_text WHERE kind<>'consent'
     GROUP BY kind, language ORDER BY kind, language`,
  )
  return notices.map(({ kind, language, version }) => {
    const counts = countVersions(db, { kind, language, version }, shopLanguage)
    return {
      kind,
      language,
      currentVersion: version,
      withCurrent: counts.current,
      withOlder: counts.older,
      withNone: counts.none,
    }
  })
}

type Version = Pick<LegalText, 'kind' | 'language' | 'version'>

/** People with this version of a notice or a later one, with an older one, and with none. */
function countVersions(
  db: ReadableDatabase,
  { kind, language, version }: Version,
  shopLanguage: string,
): { readonly current: number; readonly older: number; readonly none: number } {
  const { audience } = one<{ audience: number }>(
    db,
    `SELECT count(*) AS audience FROM contact
     WHERE contact.binned_at IS NULL AND contact.anonymised_at IS NULL AND ${isOfLanguage}`,
    languageParameters(language, shopLanguage),
  )!
  const given = one<{ current: number; older: number; in_audience: number }>(
    db,
    `SELECT coalesce(sum(newest>=$version),0) AS current, coalesce(sum(newest<$version),0) AS older,
       coalesce(sum(is_audience),0) AS in_audience
     FROM (SELECT max(given.version) AS newest, ${isOfLanguage} AS is_audience
       FROM legal_text given JOIN direct_message ON direct_message.legal_text_id=given.id
         JOIN contact ON contact.id=direct_message.contact_id
       WHERE given.kind=$kind AND given.language=$language AND direct_message.state IN ${givenStates}
         AND contact.binned_at IS NULL AND contact.anonymised_at IS NULL
       GROUP BY contact.id)`,
    { kind, language, version, ...languageParameters(language, shopLanguage) },
  )!
  return {
    current: given.current,
    older: given.older,
    none: audience - given.in_audience,
  }
}

export interface OutdatedRow {
  readonly seq: number
  readonly hasVersion: number | null
}

/** Contacts of this notice's language with an older version of it, or none, in the order of `seq`. */
export function outdatedContacts(
  db: ReadableDatabase,
  text: LegalText,
  shopLanguage: string,
  page: { readonly afterSeq: number; readonly limit: number },
): { readonly rows: OutdatedRow[]; readonly total: number } {
  const parameters = {
    kind: text.kind,
    language: text.language,
    version: text.version,
    ...languageParameters(text.language, shopLanguage),
  }
  const condition = `contact.binned_at IS NULL AND contact.anonymised_at IS NULL
    AND coalesce(${newestGiven}, -1) < $version AND (${isOfLanguage} OR ${newestGiven} IS NOT NULL)`
  const { older, none } = countVersions(db, text, shopLanguage)
  const rows = all<OutdatedRow>(
    db,
    `SELECT contact.seq, ${newestGiven} AS hasVersion FROM contact
     WHERE contact.seq > $afterSeq AND ${condition} ORDER BY contact.seq LIMIT $limit`,
    { ...parameters, ...page },
  )
  return { rows, total: older + none }
}
