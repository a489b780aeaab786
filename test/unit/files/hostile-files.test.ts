import { zipSync } from 'fflate'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { personHistories } from '../../../electron/core/contacts/person-histories.ts'
import { parseChatExport } from '../../../electron/files/chat-export.ts'
import { parseMemberCsv } from '../../../electron/files/member-csv.ts'
import { AppError } from '../../../shared/errors.ts'

const encoder = new TextEncoder()
const chat = encoder.encode(
  [
    '[03/04/2026, 09:15:01] Shop: \u200eMessages and calls are end-to-end encrypted.',
    '[03/04/2026, 09:16:20] Mei: \u200eMei added Ana, Omar and \u202a+86 138 0013 8000\u202c',
    '3/25/26, 9:05\u202fPM - Ana: one',
    '2026/3/5 下午3:04 - 小美将群组名称从“小店”更改为“街角小店”',
    '25/03/2026, 10:00 - +1 212-555-0123 changed to +1 212-555-0199',
  ].join('\n'),
)
const csv = encoder.encode(
  '姓名;number;admin;joined\nAna;+86 138 0013 8000;yes;2026-03-05\n"Omar";139;;\n',
)

const mutations = fc.array(
  fc.tuple(
    fc.constantFrom('set', 'insert', 'delete', 'repeat', 'cut'),
    fc.nat(),
    fc.nat({ max: 255 }),
  ),
  { minLength: 1, maxLength: 12 },
)

function mutate(
  seed: Uint8Array,
  steps: readonly (readonly [string, number, number])[],
): Uint8Array {
  let bytes = [...seed]
  for (const [kind, place, value] of steps) {
    const at = bytes.length === 0 ? 0 : place % bytes.length
    if (kind === 'set') bytes[at] = value
    else if (kind === 'insert') bytes.splice(at, 0, value)
    else if (kind === 'delete') bytes.splice(at, (value % 8) + 1)
    else if (kind === 'repeat') bytes.splice(at, 0, ...bytes.slice(at, at + value))
    else bytes = bytes.slice(0, at)
  }
  return Uint8Array.from(bytes)
}

/** Any other error than a refusal fails the property. */
function refusedOrRead(work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

describe('files from outside', () => {
  it.each([
    ['a mutated chat', chat],
    ['a mutated zip', zipSync({ '_chat.txt': chat })],
    ['a mutated table', csv],
  ])('%s is read or refused, never more', (_name, seed) => {
    fc.assert(
      fc.property(mutations, (steps) => {
        const bytes = mutate(seed, steps)
        refusedOrRead(() => personHistories(parseChatExport(bytes, { fileName: 'a.zip' })))
        refusedOrRead(() => parseMemberCsv(bytes, 'CN'))
      }),
      { numRuns: 300 },
    )
  })

  it('any bytes are read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        refusedOrRead(() => parseChatExport(bytes, { fileName: 'a' }))
        refusedOrRead(() => parseMemberCsv(bytes, ''))
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['brackets', '['.repeat(2_000_000)],
    ['digits', '1'.repeat(2_000_000)],
    ['headers without end', '1/1/26, 1:11'.repeat(200_000)],
    ['notices that nearly match', '1/1/26, 10:00 - ' + 'a added '.repeat(40) + '“\n'.repeat(5)],
    [
      'many near notices',
      ('1/1/26, 10:00 - ' + 'changed the name to “'.repeat(18) + '\n').repeat(3000),
    ],
    ['open quotes', '"'.repeat(1_000_001)],
    ['one field of separators', 'number,name\n' + ','.repeat(1_000_000)],
  ])('%s cost no more than their length', (_name, text) => {
    const bytes = encoder.encode(text)
    refusedOrRead(() => parseChatExport(bytes, { fileName: 'a' }))
    refusedOrRead(() => parseMemberCsv(bytes, 'CN'))
  })
})
