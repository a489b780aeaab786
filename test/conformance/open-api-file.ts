import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { parse } from 'yaml'

export type Json = Record<string, unknown>

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly schema: Json
}

/** One method of one path, with all references of its own level followed. */
export interface OpenApiOperation {
  readonly template: string
  readonly parameters: readonly Parameter[]
  readonly requestSchema: Json | undefined
  readonly isBodyRequired: boolean
  /** By status; `undefined` where the file describes no JSON body. */
  readonly replySchemas: ReadonlyMap<string, Json | undefined>
}

export interface OpenApiFile {
  readonly title: string
  /** What was put right while reading, because no JSON at all could satisfy it as written. */
  readonly repairs: readonly string[]
  /** The operation of a path template, by the name of its second segment's parameter. */
  find(method: string, idNames: readonly string[], edge: string): OpenApiOperation | undefined
  validatorOf(schema: Json): ValidateFunction
  resolve(schema: Json): Json
}

/** Whether there is a file that has paths and schemas to hold something against. */
export function isOpenApiFile(file: string): boolean {
  try {
    const document = asJson(parse(readFileSync(file, 'utf8')))
    return typeof document['openapi'] === 'string' && 'paths' in document
  } catch {
    // Missing, unreadable, or no YAML: all the same to whoever asks.
    return false
  }
}

/** Reads an OpenAPI 3.1 file, whose schemas are JSON Schema 2020-12. */
export function readOpenApiFile(file: string): OpenApiFile {
  const document = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 }) as Json
  const repairs: string[] = []
  repair(document, '#', repairs)
  const components = asJson(document['components'])
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    logger: false,
    formats: { uri: (text: string) => URL.canParse(text) },
  })
  const validators = new Map<Json, ValidateFunction>()
  const resolve = (schema: Json): Json => followReference(document, schema)
  return {
    title: String(asJson(document['info'])['title']),
    repairs,
    resolve,
    find: (method, idNames, edge) => findOperation(document, method, idNames, edge),
    validatorOf(schema) {
      const known = validators.get(schema)
      if (known !== undefined) return known
      const made = ajv.compile({ ...schema, components })
      validators.set(schema, made)
      return made
    },
  }
}

export function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function followReference(document: Json, schema: Json): Json {
  let current = schema
  while (typeof current['$ref'] === 'string') {
    let target: unknown = document
    for (const part of current['$ref'].replace(/^#\//, '').split('/')) {
      target = asJson(target)[part.replace(/~1/g, '/').replace(/~0/g, '~')]
    }
    current = asJson(target)
  }
  return current
}

function findOperation(
  document: Json,
  method: string,
  idNames: readonly string[],
  edge: string,
): OpenApiOperation | undefined {
  const paths = asJson(document['paths'])
  for (const idName of idNames) {
    const template = `/{Version}/{${idName}}${edge === '' ? '' : `/${edge}`}`
    const item = asJson(paths[template])
    const operation = item[method.toLowerCase()]
    if (operation === undefined) continue
    return readOperation(document, template, item, asJson(operation))
  }
  return undefined
}

function readOperation(
  document: Json,
  template: string,
  item: Json,
  operation: Json,
): OpenApiOperation {
  const parameters = [...asList(item['parameters']), ...asList(operation['parameters'])].map(
    (entry): Parameter => {
      const parameter = followReference(document, asJson(entry))
      return {
        name: String(parameter['name']),
        in: String(parameter['in']),
        required: parameter['required'] === true,
        schema: asJson(parameter['schema']),
      }
    },
  )
  const requestBody = followReference(document, asJson(operation['requestBody']))
  const replies = Object.entries(asJson(operation['responses'])).map(
    ([status, reply]) => [status, jsonSchemaOf(followReference(document, asJson(reply)))] as const,
  )
  return {
    template,
    parameters,
    requestSchema: jsonSchemaOf(requestBody),
    isBodyRequired: requestBody['required'] === true,
    replySchemas: new Map(replies),
  }
}

function jsonSchemaOf(holder: Json): Json | undefined {
  const schema = asJson(asJson(holder['content'])['application/json'])['schema']
  return schema === undefined ? undefined : asJson(schema)
}

/**
 * Two things in the file mean something else than JSON Schema makes of them. A part of `allOf` that
 * forbids further properties forbids those of its siblings too, so nothing satisfies it: undeclared
 * properties are looked for by the check itself. A `discriminator` picks one part of `oneOf`: it is
 * written out as conditions, so that an error names the part that was meant.
 */
function repair(node: unknown, place: string, repairs: string[]): void {
  if (Array.isArray(node)) {
    node.forEach((item, index) => repair(item, `${place}/${index}`, repairs))
    return
  }
  const schema = asJson(node)
  for (const [index, part] of asList(schema['allOf']).entries()) {
    if (asJson(part)['additionalProperties'] === false) {
      delete asJson(part)['additionalProperties']
      repairs.push(`${place}/allOf/${index}: additionalProperties`)
    }
  }
  const mapping = asJson(asJson(schema['discriminator'])['mapping'])
  const property = asJson(schema['discriminator'])['propertyName']
  if (schema['oneOf'] !== undefined && typeof property === 'string') {
    delete schema['oneOf']
    delete schema['discriminator']
    schema['required'] = [property]
    schema['properties'] = { [property]: { enum: Object.keys(mapping) } }
    schema['allOf'] = Object.entries(mapping).map(([word, target]) => ({
      if: { properties: { [property]: { const: word } }, required: [property] },
      then: { $ref: target },
    }))
    repairs.push(`${place}: discriminator`)
    return
  }
  for (const [name, value] of Object.entries(schema)) {
    if (name !== 'example' && name !== 'examples') repair(value, `${place}/${name}`, repairs)
  }
}
