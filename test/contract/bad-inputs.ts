import type { z } from 'zod'

/** An input that a call has to refuse, and the field that the refusal has to name. */
export interface BadInput {
  readonly what: string
  readonly field: string
  readonly input: unknown
}

type Schema = z.core.$ZodType
type Def = Schema['_zod']['def'] & Record<string, unknown>

const defOf = (schema: Schema) => schema._zod.def as Def

/** The schema inside `optional`, `nullable`, `default`, `pipe` and the like. */
function unwrap(schema: Schema): Schema {
  const { innerType, in: input } = defOf(schema) as { innerType?: Schema; in?: Schema }
  if (innerType) return unwrap(innerType)
  return input ? unwrap(input) : schema
}

/** Fields of an object schema; null for anything else. */
export function fieldsOf(schema: Schema): Record<string, Schema> | null {
  const inner = unwrap(schema)
  const { type, shape } = defOf(inner) as { type: string; shape?: Record<string, Schema> }
  return type === 'object' && shape ? shape : null
}

export function isRequired(schema: Schema): boolean {
  return !parses(schema, undefined)
}

/** A value of no type that any field takes: no string, number, list, object or null. */
const foreign = Symbol.for('no field takes this')

function validText(schema: Schema): unknown {
  const format = (defOf(schema) as { format?: string }).format
  if (format === 'uuid') return '019b0000-0000-7000-8000-000000000000'
  const candidates = [
    'x',
    'en',
    'US',
    'USD',
    'v24.0',
    '12345678',
    '0123456789abcdef0123456789abcdef',
  ]
  return candidates.find((text) => parses(schema, text)) ?? 'x'
}

function parses(schema: Schema, value: unknown): boolean {
  return (schema as z.ZodType).safeParse(value).success
}

/** Some input that the schema takes, built from its own description. */
export function validValue(schema: Schema): unknown {
  const inner = unwrap(schema)
  const def = defOf(inner) as Record<string, unknown> & { type: string }
  switch (def.type) {
    case 'object':
      return validObject(inner)
    case 'array':
      return fill(inner, validValue(def.element as Schema))
    case 'tuple':
      return (def.items as Schema[]).map(validValue)
    case 'union':
      return validValue((def.options as Schema[])[0]!)
    case 'enum':
      return Object.values(def.entries as Record<string, unknown>)[0]
    case 'literal':
      return (def.values as unknown[])[0]
    case 'number':
      return [1, 0, 30, -1].find((value) => parses(inner, value))
    case 'boolean':
      return true
    case 'string':
      return validText(inner)
    case 'record':
      return {}
    case 'lazy':
      return validValue((def.getter as () => Schema)())
    default:
      throw new Error(`A kind of field that the generator does not know: ${def.type}`)
  }
}

/** The required fields; where those are not enough, one of the others too. */
function validObject(schema: Schema): Record<string, unknown> {
  const fields = Object.entries(fieldsOf(schema) ?? {})
  const required = Object.fromEntries(
    fields
      .filter(([, field]) => isRequired(field))
      .map(([name, field]) => [name, validValue(field)]),
  )
  const more = fields.map(([name, field]) => ({ ...required, [name]: validValue(field) }))
  return [required, ...more].find((candidate) => parses(schema, candidate)) ?? required
}

/** As many of an item as the list asks for at least. */
function fill(list: Schema, item: unknown): unknown[] {
  const lengths = [1, 2, 0, 3]
  const items = lengths.map((length) => Array<unknown>(length).fill(item))
  return items.find((candidate) => parses(list, candidate)) ?? []
}

/** Every field missing, of a wrong type, or out of its bounds, in turn, all others being right. */
export function badInputsOf(schema: Schema): BadInput[] {
  const base = validValue(schema) as Record<string, unknown>
  return [
    ...['text', 7, ['list'], true].map((input) => ({
      what: `${JSON.stringify(input)} as the whole input`,
      field: 'input',
      input,
    })),
    ...Object.entries(fieldsOf(schema) ?? {}).flatMap(([name, field]) =>
      badFields(base, name, field),
    ),
  ]
}

function badFields(base: Record<string, unknown>, name: string, field: Schema): BadInput[] {
  const bad: BadInput[] = [
    { what: `${name} of a foreign type`, field: name, input: { ...base, [name]: foreign } },
    ...outOfBounds(field).map((value) => ({
      what: `${name} as ${describe(value)}`,
      field: name,
      input: { ...base, [name]: value },
    })),
  ]
  if (!isRequired(field)) return bad
  const { [name]: _, ...rest } = base
  return [...bad, { what: `no ${name}`, field: name, input: rest }]
}

/** Values of likely shapes, kept where the field's own schema takes none of them. */
function outOfBounds(field: Schema): unknown[] {
  const likely = ['', 'x'.repeat(10_000), 'not-an-id', -1, 1.5, 1e12, NaN, [], {}, null, false]
  return likely.filter((value) => !parses(field, value))
}

function describe(value: unknown): string {
  if (typeof value === 'string' && value.length > 20) return `${value.length} letters`
  return Number.isNaN(value) ? 'NaN' : JSON.stringify(value)
}

/** Every key that a value of this schema can have, at any depth, as `a.b.c`. */
export function keysOf(schema: Schema, path = ''): string[] {
  const inner = unwrap(schema)
  const def = defOf(inner) as Record<string, unknown> & { type: string }
  const below = (parts: readonly Schema[]) => parts.flatMap((part) => keysOf(part, path))
  switch (def.type) {
    case 'object':
      return Object.entries(fieldsOf(inner) ?? {}).flatMap(([name, field]) => {
        const here = path === '' ? name : `${path}.${name}`
        return [here, ...keysOf(field, here)]
      })
    case 'array':
      return below([def.element as Schema])
    case 'tuple':
      return below(def.items as Schema[])
    case 'union':
      return below(def.options as Schema[])
    case 'record':
      return below([def.valueType as Schema])
    default:
      return []
  }
}
