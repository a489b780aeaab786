import { GraphFailure } from '../graph-failure.ts'

/** `a,b{c,d}` as a map from name to the fields inside the braces. */
export type FieldTree = ReadonlyMap<string, FieldTree>

const tokenPattern = /[A-Za-z0-9_.()-]+|[{},]/g

/** Reads Graph's `fields` parameter. */
export function parseFields(text: string): FieldTree {
  const tokens = text.replace(/\s/g, '').match(tokenPattern) ?? []
  let position = 0
  function read(depth: number): FieldTree {
    const fields = new Map<string, FieldTree>()
    while (position < tokens.length) {
      const token = tokens[position++] ?? ''
      if (token === '}') return fields
      if (token === ',') continue
      const isNested = tokens[position] === '{'
      if (isNested) position += 1
      if (token === '{' || (isNested && depth > 3)) {
        throw new GraphFailure(100, 'Syntax error in fields.')
      }
      fields.set(token, isNested ? read(depth + 1) : new Map())
    }
    if (depth > 0) throw new GraphFailure(100, 'Syntax error in fields.')
    return fields
  }
  return read(0)
}

/** The asked-for fields of an object; `always` come unasked, unknown names are refused. */
export function pickFields(
  object: Readonly<Record<string, () => unknown>>,
  fields: string | null,
  always: readonly string[],
  unasked: readonly string[] = [],
): Record<string, unknown> {
  const asked = fields === null || fields === '' ? unasked : [...parseFields(fields).keys()]
  const picked: Record<string, unknown> = {}
  for (const name of new Set([...always, ...asked])) {
    if (!Object.hasOwn(object, name)) {
      throw new GraphFailure(100, 'Tried accessing a field that does not exist on this object.')
    }
    const value = object[name]?.()
    if (value !== undefined) picked[name] = value
  }
  return picked
}
