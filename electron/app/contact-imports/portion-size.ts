import type { PackedBatch } from '../../core/imports/pack-contacts.ts'

/** What one transaction may take, so that calls are answered in between. */
const batchMs = 80
const minBatchRows = 50
const maxBatchRows = 6000

/** Rows of a portion, with those that are refused. */
export function batchSize({ contacts, orders, rejections }: PackedBatch): number {
  return contacts.size + orders.length + rejections.length
}

/** So many rows as can be written in the time of one transaction, by how long the last took. */
export function nextRows(asked: number, batch: PackedBatch, tookMs: number): number {
  const rows = batchSize(batch)
  if (rows === 0) return asked
  const fitting = (rows * batchMs) / Math.max(tookMs, 1)
  const smooth = (asked * 2 + fitting) / 3
  return Math.round(Math.min(maxBatchRows, Math.max(minBatchRows, smooth, 1)))
}

/** An estimate, from the part of the file that has been read. */
export function totalOf({ position, share }: PackedBatch): number | null {
  return share > 0.001 ? Math.max(position, Math.round(position / share)) : null
}
