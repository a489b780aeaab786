import type { ErrorObject } from 'ajv/dist/2020.js'
import type { Json, OpenApiFile, OpenApiOperation } from './open-api-file.ts'
import type { Exchange } from './recording-proxy.ts'
import { findUndeclared } from './undeclared-properties.ts'

/** Where client or server and the file disagree. */
export interface Deviation {
  readonly operation: string
  readonly where: 'path' | 'query' | 'header' | 'request' | 'status' | 'reply'
  /** Keyword of the schema, or `missing` and `undeclared` for what the file does not have. */
  readonly keyword: string
  /** Place in the body, name of the parameter, or the path itself. */
  readonly path: string
  /** For a person to read; not part of the identity. */
  readonly detail: string
}

/** Ids that appear in paths, so that a path can be read like Graph reads it: by the id's own kind. */
export interface KnownIds {
  readonly phoneNumberId: string
  readonly wabaId: string
  readonly appId: string
}

/** Names of the file for the parameter that stands for each kind of id. */
const idNames = {
  phone: ['Phone-Number-ID'],
  waba: ['WABA-ID', 'WhatsApp-Business-Account-ID'],
  template: ['TEMPLATE_ID'],
  app: ['App-ID'],
  library: ['library'],
  upload: ['upload'],
  group: ['group_id'],
}

/** OpenAPI 3.1 describes these by other means and ignores them as parameters. */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization'])

function kindOf(id: string, ids: KnownIds): keyof typeof idNames {
  if (id === ids.phoneNumberId) return 'phone'
  if (id === ids.wabaId) return 'waba'
  if (id === ids.appId) return 'app'
  if (id === 'message_template_library') return 'library'
  if (id.startsWith('upload:')) return 'upload'
  return /^\d{15}$/.test(id) ? 'template' : 'group'
}

/** Every disagreement of one exchange with the file. */
export function checkExchange(file: OpenApiFile, ids: KnownIds, exchange: Exchange): Deviation[] {
  const [, version = '', id = '', edge = ''] = exchange.path.split('/')
  const kind = kindOf(id, ids)
  const operation = file.find(exchange.method, idNames[kind], edge)
  const report = (where: Deviation['where'], keyword: string, path: string, detail = '') => ({
    operation: exchange.operation,
    where,
    keyword,
    path,
    detail,
  })
  if (operation === undefined) {
    return [report('path', 'missing', `${exchange.method} {${kind}}/${edge}`)]
  }
  return [
    ...checkParameters(file, operation, exchange, { Version: version, id }).map((item) =>
      report(item.where, item.keyword, item.path, item.detail),
    ),
    ...checkRequest(file, operation, exchange).map((item) =>
      report('request', item.keyword, item.path, item.detail),
    ),
    ...checkReply(file, operation, exchange).map((item) =>
      report(item.where, item.keyword, item.path, item.detail),
    ),
  ]
}

interface Finding {
  readonly keyword: string
  readonly path: string
  readonly detail: string
}
type PlacedFinding = Finding & { readonly where: Deviation['where'] }

function checkParameters(
  file: OpenApiFile,
  operation: OpenApiOperation,
  exchange: Exchange,
  segments: { readonly Version: string; readonly id: string },
): PlacedFinding[] {
  const declared = new Set(
    operation.parameters.filter((each) => each.in === 'query').map((each) => each.name),
  )
  const undeclared = [...exchange.query.keys()]
    .filter((name) => !declared.has(name))
    .map((name) => ({ where: 'query' as const, keyword: 'undeclared', path: name, detail: '' }))
  const wrong = operation.parameters.flatMap((parameter): PlacedFinding[] => {
    const where = parameter.in === 'query' ? 'query' : parameter.in === 'header' ? 'header' : 'path'
    const name = parameter.name.toLowerCase()
    if (where === 'header' && ignoredHeaders.has(name)) return []
    const value =
      where === 'query'
        ? exchange.query.get(parameter.name)
        : where === 'header'
          ? exchange.headers[name]
          : parameter.name === 'Version'
            ? segments.Version
            : segments.id
    if (value === null || value === undefined) {
      if (!parameter.required) return []
      return [{ where, keyword: 'required', path: parameter.name, detail: '' }]
    }
    const typed = toTyped(parameter.schema, value)
    return validate(file, parameter.schema, typed).map((finding) => ({
      ...finding,
      where,
      path: parameter.name,
    }))
  })
  return [...undeclared, ...wrong]
}

function toTyped(schema: Json, value: string): unknown {
  const isNumber = schema['type'] === 'integer' || schema['type'] === 'number'
  return isNumber ? Number(value) : value
}

function checkRequest(
  file: OpenApiFile,
  operation: OpenApiOperation,
  exchange: Exchange,
): Finding[] {
  const { requestSchema } = operation
  if (exchange.requestBody === undefined) {
    return operation.isBodyRequired ? [{ keyword: 'required', path: '', detail: 'body' }] : []
  }
  if (requestSchema === undefined) return [{ keyword: 'undeclared', path: '', detail: 'body' }]
  return checkBody(file, requestSchema, exchange.requestBody)
}

function checkReply(
  file: OpenApiFile,
  operation: OpenApiOperation,
  exchange: Exchange,
): PlacedFinding[] {
  const status = String(exchange.status)
  if (!operation.replySchemas.has(status)) {
    return [{ where: 'status', keyword: 'undeclared', path: status, detail: '' }]
  }
  const schema = operation.replySchemas.get(status)
  if (schema === undefined) return []
  return checkBody(file, schema, exchange.replyBody).map((finding) => ({
    ...finding,
    where: 'reply' as const,
  }))
}

function checkBody(file: OpenApiFile, schema: Json, body: unknown): Finding[] {
  const undeclared = findUndeclared(file, schema, body).map((path) => ({
    keyword: 'undeclared',
    path,
    detail: '',
  }))
  return [...validate(file, schema, body), ...undeclared]
}

function validate(file: OpenApiFile, schema: Json, value: unknown): Finding[] {
  const validator = file.validatorOf(schema)
  if (validator(value)) return []
  const findings = (validator.errors ?? []).filter(saysSomething).map((error) => ({
    keyword: error.keyword,
    path: placeOf(error),
    detail: error.message ?? '',
  }))
  const distinct = new Map(findings.map((item) => [`${item.keyword} ${item.path}`, item]))
  return [...distinct.values()]
}

/** A failed condition repeats what the error inside it says. */
function saysSomething(error: ErrorObject): boolean {
  return error.keyword !== 'if'
}

/** Place of the error with `*` for the index in a list, and the name of a missing property. */
function placeOf(error: ErrorObject): string {
  const place = error.instancePath.replace(/\/\d+(?=\/|$)/g, '/*')
  const missing: unknown = error.params['missingProperty']
  return typeof missing === 'string' ? `${place}/${missing}` : place
}
