import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSameSecret, verifySignature } from '../../../electron/updates/verify-signature.ts'

const secret = '0123456789abcdef0123456789abcdef'
const body = Buffer.from('{"a":"\\u00e9"}')
const right = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

describe('verifySignature', () => {
  it('accepts the signature of the bytes', () => {
    expect(verifySignature(body, right, secret)).toBe(true)
  })

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['the digest without its name', right.slice('sha256='.length)],
    ['the older kind', `sha1=${'0'.repeat(40)}`],
    ['one that is too short', right.slice(0, -1)],
    ['one that is too long', `${right}0`],
    ['one that is no hexadecimal', `sha256=${'g'.repeat(64)}`],
    ['two of them', `${right}, ${right}`],
    ['one with another digit', right.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))],
  ])('refuses %s', (_name, header) => {
    expect(verifySignature(body, header, secret)).toBe(false)
  })

  it('refuses other bytes that mean the same JSON', () => {
    expect(verifySignature(Buffer.from('{"a":"é"}'), right, secret)).toBe(false)
  })

  it('refuses a signature by another secret', () => {
    expect(verifySignature(body, right, `${secret}0`)).toBe(false)
  })
})

describe('isSameSecret', () => {
  it('compares words of any length', () => {
    expect(isSameSecret('verify me', 'verify me')).toBe(true)
    expect(isSameSecret('verify me', 'verify')).toBe(false)
    expect(isSameSecret('', 'verify me')).toBe(false)
  })
})
