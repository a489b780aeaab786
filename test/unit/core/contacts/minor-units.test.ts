import { expect, test } from 'vitest'
import { fromMinorUnits } from '../../../../electron/core/contacts/minor-units.ts'

test.each([
  [12_345, 'CNY', 123.45],
  [12_345, 'JPY', 12_345],
  [12_345, 'KWD', 12.345],
  [12_345, 'XXQ', 123.45],
  [-50, 'USD', -0.5],
])('%i units of %s are %f', (units, currency, amount) => {
  expect(fromMinorUnits(units, currency)).toEqual({ amount, currency })
})
