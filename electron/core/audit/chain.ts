import { canonicalJson, canonicalString } from './canonical-json.ts'

/** SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal. Passed in: core has no host. */
export type Sha256Hex = (text: string) => string

/** What the hash of an audit entry covers, besides the hash of the entry before it. */
export interface AuditBody {
  readonly seq: number
  /** Unix ms. */
  readonly at: number
  readonly actor: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string | null
  readonly groupId: string | null
  readonly contactId: string | null
  readonly data: Readonly<Record<string, unknown>>
}

/** An audit entry as the chain sees it: `body` is the canonical text of everything hashed. */
export interface ChainLink {
  readonly seq: number
  readonly prevHash: string
  readonly hash: string
  readonly body: string
}

/** Where verification starts: the last entry known to be good. */
export interface ChainStart {
  readonly seq: number
  readonly hash: string
}

export interface ChainVerification {
  readonly valid: boolean
  /** The first position at which the chain does not hold: the entry there is altered or missing. */
  readonly firstBadSeq: number | null
  /** Hash of the last good entry; null when there is none. */
  readonly headHash: string | null
  /** Entries that hold, up to the first bad one. */
  readonly entries: number
}

/** `prevHash` of the first entry. */
export const genesisHash = '0'.repeat(64)

/** Canonical JSON of an entry without its hashes. */
export function entryBody(entry: AuditBody): string {
  return entryBodyWithDataText(entry, canonicalJson(entry.data))
}

/**
 * The same, where `data` is at hand as the canonical text that was hashed: verification then costs
 * no second canonicalisation, and a text that differs in any byte gives another hash.
 */
export function entryBodyWithDataText(entry: Omit<AuditBody, 'data'>, dataText: string): string {
  return (
    `{"action":${quoted(entry.action)},"actor":${quoted(entry.actor)},"at":${entry.at}` +
    `,"contactId":${quotedId(entry.contactId)},"data":${dataText}` +
    `,"groupId":${quotedId(entry.groupId)},"seq":${entry.seq}` +
    `,"subjectId":${quotedId(entry.subjectId)},"subjectKind":${quoted(entry.subjectKind)}}`
  )
}

/** SHA-256(prevHash ‖ body), both as text. */
export function entryHash(sha256Hex: Sha256Hex, prevHash: string, body: string): string {
  return sha256Hex(prevHash + body)
}

/**
 * Walks the entries once, in order of seq, and stops at the first that does not hold: a hash that is
 * not that of its content, a link that is not the hash before it, or a seq that is not the next one.
 * Entries cut off the end leave a shorter chain that holds; checkpoints find those.
 */
export function verifyChain(
  sha256Hex: Sha256Hex,
  links: Iterable<ChainLink>,
  start: ChainStart | null = null,
): ChainVerification {
  let seq = start?.seq ?? 0
  let hash = start?.hash ?? genesisHash
  let entries = 0
  for (const link of links) {
    if (
      link.seq !== seq + 1 ||
      link.prevHash !== hash ||
      link.hash !== entryHash(sha256Hex, hash, link.body)
    )
      return { valid: false, firstBadSeq: seq + 1, headHash: entries > 0 ? hash : null, entries }
    seq = link.seq
    hash = link.hash
    entries += 1
  }
  return { valid: true, firstBadSeq: null, headHash: entries > 0 || start ? hash : null, entries }
}

/** Plain identifiers, which are nearly all there is, need no escaping. */
const plain = /^[\w .:-]*$/
const isPlainId = /^[0-9a-f-]*$/

function quoted(value: string): string {
  return plain.test(value) ? `"${value}"` : canonicalString(value)
}

function quotedId(value: string | null): string {
  if (value === null) return 'null'
  return isPlainId.test(value) ? `"${value}"` : canonicalString(value)
}
