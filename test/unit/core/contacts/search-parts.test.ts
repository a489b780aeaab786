import { expect, test } from 'vitest'
import { searchParts } from '../../../../electron/core/contacts/search-words.ts'

test.each([
  ['小明', { match: '"小明"', inName: [] }],
  ['1234', { match: '"123 234"', inName: [] }],
  ['a', { match: null, inName: ['a'] }],
  ['Ém', { match: null, inName: ['em'] }],
  ['emma b', { match: '"emm mma"', inName: ['b'] }],
  ['+86 138', { match: '"138"', inName: ['86'] }],
  ['', null],
  ['!? “”', null],
])(
  '%j is looked for by its long runs in the index and its short ones in the name',
  (typed, parts) => {
    expect(searchParts(typed)).toEqual(parts)
  },
)
