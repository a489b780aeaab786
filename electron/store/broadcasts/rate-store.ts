import type { RateCard } from '../../../shared/domain/broadcasts.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import { readSettings, writeSettings } from '../settings-store.ts'
import { all, run } from '../statement.ts'

interface RateRow {
  readonly country: string
  readonly category: RateCard['rates'][number]['category']
  readonly amount: number
}

/** Every price that the owner put in; currency and date stand among the settings. */
export function readRateCard(db: ReadableDatabase): RateCard {
  const { currency, asOf } = readSettings(db).rateCard
  const rows = all<RateRow>(
    db,
    'SELECT country, category, amount FROM rate ORDER BY country, category',
  )
  return {
    currency,
    asOf,
    rates: rows.map((row) => ({ ...row, country: row.country === '' ? null : row.country })),
  }
}

/**
 * Puts another card in the place of the old one.
 *
 * @throws AppError `invalid_input` where a country has two prices for one category.
 */
export function writeRateCard(db: WritableDatabase, card: RateCard): void {
  const keys = card.rates.map(({ country, category }) => `${country ?? ''} ${category}`)
  const twice = keys.findIndex((key, at) => keys.indexOf(key) !== at)
  if (twice >= 0)
    throw new AppError('invalid_input', {
      field: `rates.${twice}`,
      message: 'This country has two prices for one category. Take one of them out.',
    })
  run(db, 'DELETE FROM rate')
  run(
    db,
    `INSERT INTO rate (country, category, amount)
     SELECT coalesce(value->>'country',''), value->>'category', value->>'amount' FROM json_each($rates)`,
    { rates: JSON.stringify(card.rates) },
  )
  const settings = readSettings(db)
  const price = (category: string) =>
    card.rates.find((rate) => rate.country === null && rate.category === category)?.amount ?? 0
  writeSettings(db, {
    ...settings,
    rateCard: {
      currency: card.currency,
      asOf: card.asOf,
      marketing: price('marketing'),
      utility: price('utility'),
    },
  })
}
