import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cleanUpCriteria, type CleanUpCriteria } from '../../shared/domain/clean-up.ts'
import { previewCleanUp } from '../../electron/store/clean-up-preview.ts'
import type { ReadableDatabase } from '../../electron/store/database.ts'
import { migrations } from '../../electron/store/migrations/index.ts'
import { openReadableStore, openWritableStore } from '../../electron/store/open.ts'
import { median, rounded, timeMs, type BenchLine, type BenchOptions } from './bench-line.ts'
import { filledNow } from './fill-contacts.ts'
import { fillSegments } from './fill-segments.ts'
import { copyPlain, openPlain } from './plain-copy.ts'

const key = new Uint8Array(32).fill(42)
/** How often each preview runs on either side, in turns. */
const rounds = 3

/** Each reason alone, as the usual rule, and all at once. */
const rules: Readonly<Record<string, Partial<CleanUpCriteria>>> = {
  inactive: { inactiveMonths: 12 },
  undeliverable: { isUndeliverable: true },
  'never-agreed': { hasNeverAgreed: true },
  'no-purpose': { hasNoPurpose: true },
  duplicate: { isDuplicate: true },
  everything: {
    inactiveMonths: 12,
    isUndeliverable: true,
    hasNeverAgreed: true,
    hasNoPurpose: true,
    isDuplicate: true,
  },
  'keeps-nobody': {
    hasNeverAgreed: true,
    keepOrdersMonths: null,
    keepGroupMembers: false,
    keepTrusted: false,
  },
}

/** Numbers that no longer work, consents that were taken back, and pairs that are one person. */
const worn = `UPDATE contact SET number_state='invalid' WHERE seq % 40 = 0;
  UPDATE contact SET email='pair' || (seq / 100) || '@shop.example' WHERE seq % 50 = 7;
  UPDATE consent_state SET latest_rank=2
    WHERE contact_id IN (SELECT id FROM contact WHERE seq % 9 = 0);`

/**
 * The dry run of a clean-up, counts and examples, over a store with five orders and ten messages for each
 * contact: the function that the app's call uses. The baseline runs the same on the same content in plain
 * SQLite, so that the ratio is what encryption costs.
 */
export function benchCleanUp({ rows }: BenchOptions): BenchLine[] {
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-bench-'))
  try {
    const filled = openWritableStore({ directory: folder, key, migrations })
    fillSegments(filled, rows)
    filled.exec(worn)
    filled.close()
    const plainPath = copyPlain(folder, key)
    const reader = openReadableStore({ directory: folder, key })
    const plain = openPlain(plainPath, reader)
    try {
      return Object.entries(rules).map(([name, criteria]) =>
        benchRule(name, cleanUpCriteria.parse(criteria), reader, plain, rows),
      )
    } finally {
      plain.close()
      reader.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function benchRule(
  name: string,
  criteria: CleanUpCriteria,
  encrypted: ReadableDatabase,
  plain: ReadableDatabase,
  rows: number,
): BenchLine {
  const preview = (db: ReadableDatabase) => previewCleanUp(db, criteria, filledNow)
  const found = preview(encrypted)
  if (JSON.stringify(found) !== JSON.stringify(preview(plain)))
    throw new Error(`${name}: both sides have to find the same`)
  if (found.matched + found.kept.length === 0)
    throw new Error(`${name}: a rule that finds nobody measures nothing`)
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    ours.push(timeMs(() => preview(encrypted)))
    theirs.push(timeMs(() => preview(plain)))
  }
  return {
    bench: `cleanUp.preview.${name}`,
    figure: rounded(median(ours)),
    unit: 'ms',
    baseline: rounded(median(theirs)),
    ratio: rounded(median(ours) / median(theirs)),
    rows,
  }
}
