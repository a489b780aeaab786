import { expect, test } from 'vitest'
import {
  duplicateReasons,
  type ComparedContact,
} from '../../../../electron/core/contacts/duplicate-reasons.ts'

const contact = (given: Partial<ComparedContact>): ComparedContact => ({
  name: 'ada larkspur',
  email: null,
  birthday: null,
  city: null,
  numbers: [],
  usernames: [],
  hasNumber: (given.numbers ?? []).length > 0,
  ...given,
})
const number = { numbers: ['12025550101'] }
const another = { numbers: ['12025550102'] }

test.each<[string, Partial<ComparedContact>, Partial<ComparedContact>, number, string[]]>([
  ['a name and no number', number, {}, 2, ['same_name']],
  ['a name that many have and no number', number, {}, 9, []],
  ['a name, each with a number', number, another, 2, []],
  [
    'a name and a town',
    { ...number, city: 'Bath' },
    { ...another, city: 'Bath' },
    2,
    ['same_name'],
  ],
  [
    'a name and a birthday, however many have the name',
    { ...number, birthday: '--05-01' },
    { ...another, birthday: '--05-01' },
    12,
    ['same_name'],
  ],
  [
    'a name and the end of a number',
    number,
    { numbers: ['442025550101'] },
    12,
    ['same_name', 'same_number_digits'],
  ],
  ['the end of a number alone', { ...number, name: 'a' }, { ...number, name: 'b' }, 1, []],
  [
    'an address, in other letters',
    { name: 'a', email: 'A@shop.example' },
    { name: 'b', email: 'a@shop.example' },
    1,
    ['same_email'],
  ],
  [
    'a name and a username',
    { ...number, usernames: ['Ada_L'] },
    { ...another, usernames: ['ada_l'] },
    12,
    ['same_name', 'same_username'],
  ],
  ['no name at all', { ...number, name: '' }, { name: '' }, 2, []],
  ['a number for a name', { ...number, name: '+1 202' }, { name: '+1 202' }, 2, []],
])('two that share %s', (_, one, other, namesakes, reasons) => {
  expect(duplicateReasons(contact(one), contact(other), namesakes)).toEqual(reasons)
  expect(duplicateReasons(contact(other), contact(one), namesakes)).toEqual(reasons)
})
