import { settings, type Settings } from '../../shared/domain/workspace.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'

/** Meta's rate card changes by country and quarter, so these are placeholders that the owner edits. */
export const defaultSettings: Settings = {
  workspaceName: 'Groupkeeper',
  language: 'en',
  colorScheme: 'auto',
  defaultCountry: 'US',
  confirmationStaleDays: 30,
  graphVersion: 'v24.0',
  updatesPort: 0,
  automaticUpdates: false,
  notifications: true,
  rateCard: { currency: 'USD', asOf: '', marketing: 0, utility: 0 },
}

export function readValue(db: ReadableDatabase, key: string): string | null {
  return (
    one<{ value: string }>(db, 'SELECT value FROM setting WHERE key=$key', { key })?.value ?? null
  )
}

export function writeValue(db: WritableDatabase, key: string, value: string): void {
  run(
    db,
    'INSERT INTO setting (key, value) VALUES ($key, $value) ON CONFLICT (key) DO UPDATE SET value=excluded.value',
    { key, value },
  )
}

export function deleteValue(db: WritableDatabase, key: string): void {
  run(db, 'DELETE FROM setting WHERE key=$key', { key })
}

/** Adds to a counter kept among the settings; used for updates received and refused. */
export function addToCounter(db: WritableDatabase, key: string, amount: number): void {
  run(
    db,
    `INSERT INTO setting (key, value) VALUES ($key, $amount)
     ON CONFLICT (key) DO UPDATE SET value=CAST(CAST(value AS INTEGER) + CAST($amount AS INTEGER) AS TEXT)`,
    { key, amount: String(amount) },
  )
}

export function readCounter(db: ReadableDatabase, key: string): number {
  return Number(readValue(db, key) ?? 0)
}

/** Prices of all other countries stand in the rate card's table alone, and are read from there. */
export function readSettings(db: ReadableDatabase): Settings {
  const stored = readValue(db, 'settings')
  const value =
    stored === null
      ? defaultSettings
      : settings.parse({ ...defaultSettings, ...(JSON.parse(stored) as object) })
  const prices = all<{ category: string; amount: number }>(
    db,
    `SELECT category, amount FROM rate WHERE country=''`,
  )
  const price = (category: string) => prices.find((row) => row.category === category)?.amount ?? 0
  return {
    ...value,
    rateCard: { ...value.rateCard, marketing: price('marketing'), utility: price('utility') },
  }
}

export function writeSettings(db: WritableDatabase, value: Settings): void {
  const { marketing, utility } = value.rateCard
  for (const [category, amount] of Object.entries({ marketing, utility }))
    writeRate(db, category, amount)
  writeValue(db, 'settings', JSON.stringify(value))
}

/** A price of nothing is none, unless the card has one already. */
function writeRate(db: WritableDatabase, category: string, amount: number): void {
  run(
    db,
    `INSERT INTO rate (country, category, amount) SELECT '', $category, $amount
     WHERE $amount > 0 OR EXISTS (SELECT 1 FROM rate WHERE country='' AND category=$category)
     ON CONFLICT (country, category) DO UPDATE SET amount=excluded.amount`,
    { category, amount },
  )
}
