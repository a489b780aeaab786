import { wireId, wireTime } from '../graph/wire/primitives.ts'
import { accountFieldParsers, type FieldParser } from './parse-account-fields.ts'
import { parseGroupEvent } from './parse-group-events.ts'
import { listOf, parseMessagesValue } from './parse-messages.ts'
import { personFieldParsers } from './parse-person-fields.ts'
import { templateFieldParsers } from './parse-template-fields.ts'
import type { ParsedUpdate } from './parsed-update.ts'
import { type ChangeContext, unknownUpdate } from './update-context.ts'

type Json = Readonly<Record<string, unknown>>

export interface ParseOptions {
  /** Unix ms; stands in where a body tells no time. */
  readonly receivedAtMs: number
}

const parseGroups: FieldParser = (context, value) => {
  const events = listOf(value['groups'])
  if (events.length === 0) return [unknownUpdate(context, value, 'shape')]
  return events.map((event) => parseGroupEvent(context, event))
}

const parsers: Readonly<Record<string, FieldParser | undefined>> = {
  group_lifecycle_update: parseGroups,
  group_participants_update: parseGroups,
  // The name in Meta's OpenAPI file.
  group_participant_update: parseGroups,
  group_settings_update: parseGroups,
  group_status_update: parseGroups,
  messages: parseMessagesValue,
  ...personFieldParsers,
  ...accountFieldParsers,
  ...templateFieldParsers,
}

/**
 * Everything that a webhook body says, in its order. Takes any JSON and never throws: what cannot be
 * read becomes an update of kind `unknown`, and spoils nothing beside it.
 */
export function parseUpdates(body: unknown, options: ParseOptions): ParsedUpdate[] {
  const nowhere = toContext('', null, null, null, options)
  if (!isObject(body) || !Array.isArray(body['entry'])) {
    return [unknownUpdate(nowhere, body, 'shape')]
  }
  return body['entry'].flatMap((entry: unknown) => {
    if (!isObject(entry) || !Array.isArray(entry['changes'])) {
      return [unknownUpdate(nowhere, entry, 'shape')]
    }
    const wabaId = readId(entry['id'])
    const time = wireTime.safeParse(entry['time'])
    const entryTimeMs = time.success ? time.data : null
    return entry['changes'].flatMap((change: unknown) =>
      parseChange(change, wabaId, entryTimeMs, options),
    )
  })
}

function parseChange(
  change: unknown,
  wabaId: string | null,
  entryTimeMs: number | null,
  options: ParseOptions,
): readonly ParsedUpdate[] {
  if (!isObject(change) || typeof change['field'] !== 'string') {
    return [unknownUpdate(toContext('', wabaId, null, entryTimeMs, options), change, 'shape')]
  }
  const { field, value } = change
  const metadata = isObject(value) ? value['metadata'] : undefined
  const phoneNumberId = isObject(metadata) ? readId(metadata['phone_number_id']) : null
  const context = toContext(field, wabaId, phoneNumberId, entryTimeMs, options)
  const parser = Object.hasOwn(parsers, field) ? parsers[field] : undefined
  if (parser === undefined) return [unknownUpdate(context, value, 'field')]
  return isObject(value) ? parser(context, value) : [unknownUpdate(context, value, 'shape')]
}

function toContext(
  field: string,
  wabaId: string | null,
  phoneNumberId: string | null,
  entryTimeMs: number | null,
  options: ParseOptions,
): ChangeContext {
  return { field, wabaId, phoneNumberId, entryTimeMs, receivedAtMs: options.receivedAtMs }
}

function readId(value: unknown): string | null {
  const parsed = wireId.safeParse(value)
  return parsed.success && parsed.data !== '' ? parsed.data : null
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
