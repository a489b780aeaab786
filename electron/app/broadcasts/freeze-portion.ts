import type { BroadcastDraft, SkipReason } from '../../../shared/domain/broadcasts.ts'
import { drawBounds, drawKey, drawKeys, planDraw, variantOf } from '../../core/broadcasts/draw.ts'
import { dueAt, duePieces, type DuePiece } from '../../core/broadcasts/due-times.ts'
import { openHours } from '../../core/broadcasts/quiet-hours.ts'
import { createFiller, type ContactFields, type Filled } from '../../core/templates/bindings.ts'
import {
  draftOf,
  frozenTexts,
  setBroadcastState,
  type BroadcastRow,
} from '../../store/broadcasts/broadcast-store.ts'
import {
  audiencePortion,
  eligibleByStratum,
  eligiblePortion,
  insertRecipients,
  shopCurrency,
  type FrozenPerson,
  type NewRecipient,
} from '../../store/broadcasts/freeze-store.ts'
import { listCustomFields } from '../../store/custom-field-store.ts'
import type { ReadableDatabase, WritableDatabase } from '../../store/database.ts'
import { localTimeZone } from '../format-moment.ts'

/** All that decides what a person of a frozen audience gets, and when. */
export interface Freezing {
  readonly row: BroadcastRow
  readonly draft: BroadcastDraft
  readonly needsOrders: boolean
  /** By stratum: keys below each bound belong together. */
  readonly bounds: ReadonlyMap<string, readonly number[]>
  recipientOf(person: FrozenPerson): NewRecipient
}

const keysAtOnce = 50_000

/** Draws lots for a frozen audience. The same audience and seed draw the same, also after a restart. */
export async function prepareFreezing(
  read: <T>(reader: (db: ReadableDatabase) => T) => T,
  row: BroadcastRow,
  breathe: () => Promise<void>,
): Promise<Freezing> {
  const draft = draftOf(row)
  const sizes = read((db) => eligibleByStratum(db, row.seq))
  const draws = planDraw(sizes, {
    holdOutPercent: draft.settings.holdOutPercent,
    shares: draft.variants.map(({ share }) => share),
  })
  const keys = new Map([...sizes].map(([stratum, size]) => [stratum, new Uint32Array(size)]))
  const filled = new Map<string, number>()
  for (let after = 0; ;) {
    const people = read((db) => eligiblePortion(db, row.seq, after, keysAtOnce))
    for (const [contactSeq, stratum] of people) {
      const at = filled.get(stratum) ?? 0
      keys.get(stratum)![at] = drawKey(draft.settings.seed, contactSeq)
      filled.set(stratum, at + 1)
    }
    if (people.length < keysAtOnce) break
    after = people.at(-1)![0]
    await breathe()
  }
  const bounds = new Map(
    [...draws].map(([stratum, draw]) => [stratum, drawBounds(keys.get(stratum)!, draw)]),
  )
  return createFreezing(
    { row, draft, bounds },
    read((db) => fillersOf(db, row, draft)),
  )
}

type Filler = (contact: ContactFields) => Filled

/** One for each variant. */
function fillersOf(db: ReadableDatabase, row: BroadcastRow, draft: BroadcastDraft): Filler[] {
  const customTypes = new Map(listCustomFields(db).map(({ key, type }) => [key, type]))
  const shared = { timeZone: localTimeZone(), currency: shopCurrency(db), customTypes }
  return frozenTexts(row).map(({ variables, language }, variant) => {
    const { bindings } = draft.variants[variant]!
    return createFiller({ ...shared, variables, language, bindings })
  })
}

function createFreezing(
  known: Pick<Freezing, 'row' | 'draft' | 'bounds'>,
  fillers: readonly Filler[],
): Freezing {
  const { row, draft, bounds } = known
  const due = new Map<string, DuePiece[]>()
  const piecesOf = (country: string): DuePiece[] => {
    let pieces = due.get(country)
    if (!pieces) {
      const hours = openHours(country, draft.settings.quietHours)
      pieces = duePieces(hours, row.frozen_at ?? 0, draft.settings.pace)
      due.set(country, pieces)
    }
    return pieces
  }
  return {
    ...known,
    needsOrders: draft.variants.some(({ bindings }) =>
      Object.values(bindings).some(
        (binding) => binding.from === 'field' && binding.field === 'lastOrderAmount',
      ),
    ),
    recipientOf(person) {
      const { contact_seq: seq, stratum } = person
      const reason = reasonOf(person)
      if (reason !== null) return [seq, null, stratum, 'skipped', reason, '[]', 0]
      const key = drawKey(draft.settings.seed, seq)
      const variant = variantOf(key, bounds.get(stratum) ?? [drawKeys])
      if (variant === null) return [seq, null, stratum, 'hold_out', null, '[]', 0]
      const filled = fillers[variant]!(toFields(person))
      if (!filled.isFilled) return [seq, null, stratum, 'skipped', 'field_empty', '[]', 0]
      // another lot than the one that the variant was drawn by, so that both leave over all the time
      const share = drawKey(key, seq) / drawKeys
      const at = dueAt(piecesOf(person.country), share)
      return [seq, variant, stratum, 'queued', null, JSON.stringify(filled.values), at]
    },
  }
}

/** What was found at the moment of freezing, or happened since. */
function reasonOf(person: FrozenPerson): SkipReason | null {
  if (person.reason !== null) return person.reason
  if (person.is_gone === 1) return 'in_bin'
  return person.has_withdrawn === 1 ? 'opted_out' : null
}

function toFields(person: FrozenPerson): ContactFields {
  return {
    name: person.name,
    city: person.city,
    country: person.own_country,
    email: person.email,
    externalId: person.external_id,
    lastOrderAmount: person.last_order_amount,
    lastOrderAt: person.last_order_at,
    custom: person.custom === '{}' ? {} : (JSON.parse(person.custom) as Record<string, string>),
  }
}

/** Writes down the next of the audience; returns the last of them, or null when nobody was left. */
export function freezePortion(
  db: WritableDatabase,
  now: number,
  freezing: Freezing,
  at: { readonly after: number; readonly done: number; readonly limit: number },
): { readonly last: number; readonly count: number } | null {
  const { row, needsOrders } = freezing
  const people = audiencePortion(db, row.seq, {
    after: at.after,
    limit: at.limit,
    needsOrders,
  })
  const last = people.at(-1)
  if (!last) return null
  const here = people.filter((person) => person.name !== null)
  insertRecipients(
    db,
    row.seq,
    now,
    here.map((person) => freezing.recipientOf(person)),
  )
  setBroadcastState(db, row.seq, now, { frozenCount: at.done + people.length })
  return { last: last.contact_seq, count: people.length }
}
