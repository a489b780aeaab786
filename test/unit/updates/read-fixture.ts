import { readdirSync, readFileSync } from 'node:fs'
import { parseUpdates } from '../../../electron/updates/parse-updates.ts'
import type { ParsedUpdate, ParsedUpdateKind } from '../../../electron/updates/parsed-update.ts'

const folder = new URL('../../fixtures/updates/', import.meta.url)

export const receivedAtMs = 1_770_000_000_000

export function fixtureNames(): string[] {
  return readdirSync(folder).map((name) => name.replace(/\.json$/, ''))
}

export function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
}

export function parseFixture(name: string): ParsedUpdate[] {
  return parseUpdates(readFixture(name), { receivedAtMs })
}

/** The only update of a fixture, which has to be of the given kind. */
export function onlyUpdate<K extends ParsedUpdateKind>(
  name: string,
  kind: K,
): Extract<ParsedUpdate, { kind: K }> {
  const [update, ...rest] = parseFixture(name)
  if (update?.kind !== kind || rest.length > 0) throw new Error(`${name} is not one ${kind}`)
  return update as Extract<ParsedUpdate, { kind: K }>
}
