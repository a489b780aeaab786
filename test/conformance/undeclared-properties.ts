import { asJson, asList, type Json, type OpenApiFile } from './open-api-file.ts'

/**
 * Properties of a value that its schema does not name: JSON Schema lets them pass, but a property
 * that the file does not know may be a misspelt one. Indices of lists are written as `*`.
 */
export function findUndeclared(file: OpenApiFile, schema: Json, value: unknown): string[] {
  const found = new Set<string>()
  walk(file, [schema], value, '', found)
  return [...found]
}

function walk(
  file: OpenApiFile,
  schemas: readonly Json[],
  value: unknown,
  place: string,
  found: Set<string>,
): void {
  const parts = schemas.flatMap((schema) => partsOf(file, schema, value))
  if (Array.isArray(value)) {
    const items = parts.flatMap((part) => ('items' in part ? [asJson(part['items'])] : []))
    for (const item of value) walk(file, items, item, `${place}/*`, found)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const describing = parts.filter((part) => 'properties' in part)
  const isOpen = parts.some((part) => isSchemaOrTrue(part['additionalProperties']))
  for (const [name, inner] of Object.entries(value)) {
    const declared = describing.flatMap((part) => {
      const properties = asJson(part['properties'])
      return Object.hasOwn(properties, name) ? [asJson(properties[name])] : []
    })
    if (declared.length > 0) walk(file, declared, inner, `${place}/${name}`, found)
    else if (describing.length > 0 && !isOpen) found.add(`${place}/${name}`)
  }
}

function isSchemaOrTrue(value: unknown): boolean {
  return value === true || (typeof value === 'object' && value !== null)
}

/** The schema and everything that it is made of, as far as it applies to the value. */
function partsOf(file: OpenApiFile, schema: Json, value: unknown): Json[] {
  const own = file.resolve(schema)
  const inner = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => asList(own[keyword]))
  const parts = inner.flatMap((part) => conditionalPart(asJson(part), value))
  return [own, ...parts.flatMap((part) => partsOf(file, part, value))]
}

/** A part under a condition counts only for the word that the condition names. */
function conditionalPart(part: Json, value: unknown): Json[] {
  if (part['if'] === undefined) return [part]
  const conditions = Object.entries(asJson(asJson(part['if'])['properties']))
  const isMet = conditions.every(
    ([name, condition]) => asJson(value)[name] === asJson(condition)['const'],
  )
  return isMet ? [asJson(part['then'])] : []
}
