import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../../electron/core/audit/canonical-json.ts'

describe('canonicalJson', () => {
  it('sorts keys by UTF-16 code unit at every depth', () => {
    expect(canonicalJson({ b: 1, a: { '\u20ac': 1, '\r': 2, '1': 3, é: 4 } })).toBe(
      '{"a":{"\\r":2,"1":3,"é":4,"€":1},"b":1}',
    )
  })

  it('writes numbers as ECMAScript does', () => {
    expect(canonicalJson([333333333.33333329, 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    )
  })

  it('leaves out undefined members and refuses undefined elsewhere', () => {
    expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}')
    expect(() => canonicalJson(undefined)).toThrow(TypeError)
    expect(() => canonicalJson([undefined])).toThrow(TypeError)
  })

  it('writes a lone surrogate as the replacement character', () => {
    expect(canonicalJson('a\ud800b')).toBe('"a\ufffdb"')
    expect(canonicalJson('a\\ud800b 🎉')).toBe('"a\\\\ud800b 🎉"')
  })

  it.each([
    ['NaN', Number.NaN],
    ['an infinity', Number.POSITIVE_INFINITY],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['a map', new Map()],
  ])('refuses %s', (_name, value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError)
  })

  it('refuses a circle instead of running out of stack', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    expect(() => canonicalJson(circle)).toThrow(TypeError)
  })

  it('agrees with an independent implementation on any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value))
      }),
    )
  })

  it('is a fixed point: its text read again gives the same text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
  })
})
