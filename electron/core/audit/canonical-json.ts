const loneSurrogate = /\p{Surrogate}/gu

/**
 * JSON text of a value in the one form that can be hashed again later: keys sorted by UTF-16 code
 * unit, no spaces, numbers as ECMAScript writes them (RFC 8785, JSON Canonicalization Scheme).
 *
 * Object members that are undefined are left out, as JSON does. Everything else that JSON cannot hold
 * (NaN, infinities, bigint, functions, undefined elsewhere, circles) is a TypeError. A lone surrogate
 * is written as U+FFFD, which is what UTF-8 storage would turn it into.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0)
}

/** Deeper than any honest value; reached by a circle before the stack gives out. */
const maxDepth = 200

function write(value: unknown, depth: number): string {
  if (value === null) return 'null'
  switch (typeof value) {
    case 'string':
      return canonicalString(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('Only finite numbers have a JSON form')
      return Object.is(value, -0) ? '0' : String(value)
    case 'object':
      if (depth >= maxDepth) throw new TypeError('Nested too deeply for a canonical form')
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1)
    default:
      throw new TypeError(`A ${typeof value} has no JSON form`)
  }
}

/** A string as canonical JSON writes it. */
export function canonicalString(value: string): string {
  const text = JSON.stringify(value)
  return text.includes('\\ud') ? JSON.stringify(value.replace(loneSurrogate, '\ufffd')) : text
}

function writeArray(values: readonly unknown[], depth: number): string {
  const parts: string[] = []
  for (const value of values) parts.push(write(value, depth))
  return `[${parts.join(',')}]`
}

function writeObject(object: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(object)
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError('Only plain objects have a canonical form')
  const record = object as Record<string, unknown>
  const parts: string[] = []
  for (const key of Object.keys(record).sort()) {
    const value = record[key]
    if (value !== undefined) parts.push(`${canonicalString(key)}:${write(value, depth)}`)
  }
  return `{${parts.join(',')}}`
}
