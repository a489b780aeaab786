import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { checkExchange } from '../../conformance/check-exchange.ts'
import { isOpenApiFile, readOpenApiFile } from '../../conformance/open-api-file.ts'
import type { Exchange } from '../../conformance/recording-proxy.ts'

const specFile = fileURLToPath(new URL('small.openapi.yaml', import.meta.url))
const file = readOpenApiFile(specFile)

const sound: Exchange = {
  operation: 'sendText',
  method: 'POST',
  path: '/v24.0/20/messages',
  query: new URLSearchParams(),
  headers: { 'user-agent': 'Groupkeeper/1.0.0' },
  requestBody: { type: 'text', to: '1', text: { body: 'hello' } },
  status: 200,
  replyBody: { messages: [{ id: 'wamid.1' }] },
}

function deviationsOf(changes: Partial<Exchange>): string[] {
  const found = checkExchange(
    file,
    { phoneNumberId: '20', wabaId: '10', appId: '1' },
    { ...sound, ...changes },
  )
  return found.map((each) => `${each.where} ${each.keyword} ${each.path}`)
}

describe('checkExchange', () => {
  it('has nothing to say about a sound exchange', () => {
    expect(deviationsOf({})).toEqual([])
    expect(deviationsOf({ query: new URLSearchParams('limit=10') })).toEqual([])
    const image = { type: 'image', to: '1', image: { id: 'anything goes here' } }
    expect(deviationsOf({ requestBody: image })).toEqual([])
  })

  it.each<[string, Partial<Exchange>, string[]]>([
    ['a path that is not there', { path: '/v24.0/20/post' }, ['path missing POST {phone}/post']],
    ['a method that is not there', { method: 'PUT' }, ['path missing PUT {phone}/messages']],
    ['a version of another form', { path: '/24/20/messages' }, ['path pattern Version']],
    [
      'an undeclared parameter',
      { query: new URLSearchParams('limti=1') },
      ['query undeclared limti'],
    ],
    [
      'a parameter out of range',
      { query: new URLSearchParams('limit=11') },
      ['query maximum limit'],
    ],
    ['a missing header', { headers: {} }, ['header required User-Agent']],
    ['a missing body', { requestBody: undefined }, ['request required ']],
    [
      'a missing property',
      { requestBody: { type: 'text', text: { body: 'x' } } },
      ['request required /to'],
    ],
    [
      'a misspelt property',
      { requestBody: { type: 'text', to: '1', text: { bodi: 'x' } } },
      ['request undeclared /text/bodi'],
    ],
    [
      'a property of another kind of message',
      { requestBody: { type: 'text', to: '1', text: {}, image: {} } },
      ['request undeclared /image'],
    ],
    [
      'a value that is too long',
      { requestBody: { type: 'text', to: '1', text: { body: 'too long' } } },
      ['request maxLength /text/body'],
    ],
    ['an undeclared status', { status: 206 }, ['status undeclared 206']],
    ['a reply without a property', { replyBody: {} }, ['reply required /messages']],
    [
      'a reply of another type, once for a whole list',
      { replyBody: { messages: [{ id: 1 }, { id: 2 }] } },
      ['reply type /messages/*/id'],
    ],
  ])('finds %s', (_name, changes, expected) => {
    expect(deviationsOf(changes)).toEqual(expected)
  })

  it('finds a kind of message that the file does not have', () => {
    const found = deviationsOf({ requestBody: { type: 'pin', pin: {} } })
    expect(found).toContain('request enum /type')
    expect(found).toContain('request undeclared /pin')
  })

  it('tells ids apart by what they are the ids of', () => {
    expect(deviationsOf({ method: 'DELETE', path: '/v24.0/Y2Fw', requestBody: undefined })).toEqual(
      [],
    )
  })
})

describe('readOpenApiFile', () => {
  it('says what it had to put right', () => {
    expect(file.repairs).toEqual([
      '#/components/schemas/Text/allOf/1: additionalProperties',
      '#/components/schemas/Message: discriminator',
    ])
  })

  it('is not tried on anything else', () => {
    const self = fileURLToPath(import.meta.url)
    expect([specFile, self, '/nowhere'].map(isOpenApiFile)).toEqual([true, false, false])
  })
})
