import { describe, expect, it } from 'vitest'
import { errorCode } from '../../../shared/errors.ts'
import { errorTable, findErrorEntry } from '../../../electron/graph/error-table.ts'

/** Every code that Meta's pages on errors name for calls of this app. */
const documented = [
  0, 1, 2, 3, 4, 10, 33, 100, 190, 368, 80007, 130403, 130429, 130472, 130497, 131000, 131005,
  131008, 131009, 131016, 131020, 131021, 131026, 131030, 131031, 131037, 131041, 131042, 131045,
  131047, 131048, 131049, 131050, 131051, 131052, 131053, 131055, 131056, 131057, 131059, 131062,
  131063, 131064, 131201, 131202, 131203, 131204, 131207, 131208, 131209, 131210, 131211, 131212,
  131213, 131214, 131215, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018, 132068,
  132069, 133000, 133004, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 134011, 134100,
  134101, 134102, 135000, 137000, 139100, 139101, 139102, 139103, 147001, 147002, 147003, 147004,
  147005, 200005, 200006, 200007, 2388019, 2388039, 2388040, 2388047, 2388072, 2388073, 2388293,
  2388299,
]

describe('the error table', () => {
  it('has an entry for every documented code', () => {
    expect(documented.filter((code) => findErrorEntry(code) === undefined)).toEqual([])
  })

  it('knows the range of permission errors', () => {
    const codes = [200, 230, 299].map((code) => findErrorEntry(code)?.appErrorCode)
    expect(codes).toEqual(['permission_missing', 'permission_missing', 'permission_missing'])
    expect([199, 300].map(findErrorEntry)).toEqual([undefined, undefined])
  })

  it('names only error codes that the app has texts for', () => {
    for (const [code, entry] of errorTable) {
      expect(errorCode.safeParse(entry.appErrorCode).success, String(code)).toBe(true)
    }
  })

  it('lets nothing that stops the account be tried again at once', () => {
    const again = [...errorTable].filter(
      ([, entry]) => entry.stops === 'account' && !['never', 'backoff'].includes(entry.retry),
    )
    expect(again).toEqual([])
  })

  it('suppresses on an opt-out and on nothing else', () => {
    const codes = [...errorTable].filter(([, entry]) => entry.suppress).map(([code]) => code)
    expect(codes).toEqual([131050])
  })

  it('takes three refusals for a wish that is fulfilled already', () => {
    const settled = [...errorTable].flatMap(([code, entry]) =>
      entry.treatAsDone === undefined ? [] : [[code, entry.treatAsDone]],
    )
    expect(settled).toEqual([
      [131041, 'delete_group'],
      [131212, 'remove_participant'],
      [131213, 'decide_join_request'],
    ])
  })
})
