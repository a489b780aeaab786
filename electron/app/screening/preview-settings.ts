import type { z } from 'zod'
import type {
  ScreeningSettings,
  ScreeningVerdict,
  settingsPreview,
} from '../../../shared/domain/screening.ts'
import { screen } from '../../core/screening/screen.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { gatherFacts } from '../../store/screening-facts-store.ts'
import { countMatching, lastSeq, readScreeningSettings } from '../../store/screening-store.ts'
import { all } from '../../store/statement.ts'
import { withNumberType } from './screen-contacts.ts'

/** With more contacts than this a sample spread over all of them stands for the rest. */
const mostLooked = 1000

/**
 * What would be different under other settings: the same people, judged by the settings that hold and by
 * those asked about. People whom the owner decided on keep their verdict and are not counted as changed.
 */
export function previewSettings(
  db: ReadableDatabase,
  now: number,
  settings: ScreeningSettings,
): z.infer<typeof settingsPreview> {
  const total = countMatching(db, {})
  const people = gatherFacts(db, sample(db, total), now).map(withNumberType)
  const held = readScreeningSettings(db)
  const changes = new Map<string, { from: ScreeningVerdict; to: ScreeningVerdict; count: number }>()
  const tally = { trusted: 0, to_check: 0, rejected: 0 }
  for (const { facts, ownWord } of people) {
    const from = ownWord ?? screen(facts, held).verdict
    const to = ownWord ?? screen(facts, settings).verdict
    tally[to] += 1
    if (from === to) continue
    const change = changes.get(`${from} ${to}`) ?? { from, to, count: 0 }
    changes.set(`${from} ${to}`, { ...change, count: change.count + 1 })
  }
  return {
    looked: people.length,
    total,
    changed: [...changes.values()].reduce((sum, change) => sum + change.count, 0),
    changes: [...changes.values()],
    trusted: tally.trusted,
    toCheck: tally.to_check,
    rejected: tally.rejected,
  }
}

/** All, or so many at equal steps through the keys. The same every time, so that a slider does not flicker. */
function sample(db: ReadableDatabase, total: number): number[] {
  if (total <= mostLooked)
    return all<{ seq: number }>(
      db,
      `SELECT seq FROM contact WHERE binned_at IS NULL ORDER BY seq LIMIT ${mostLooked}`,
    ).map((row) => row.seq)
  const step = Math.max(1, lastSeq(db) / mostLooked)
  const points = Array.from({ length: mostLooked }, (_, index) => Math.floor(index * step))
  const rows = all<{ seq: number | null }>(
    db,
    `SELECT (SELECT min(seq) FROM contact WHERE contact.seq>=point.value AND binned_at IS NULL) AS seq
     FROM json_each($points) point`,
    { points: JSON.stringify(points) },
  )
  return [...new Set(rows.flatMap((row) => (row.seq === null ? [] : [row.seq])))]
}
