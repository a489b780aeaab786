import { found, unknown, type Check } from '../finding.ts'

/** The number stands on a list of warnings that shops share. */
export const checkBlockList: Check = ({ facts }) => {
  if (facts.blockList !== null) {
    const { source, reason } = facts.blockList
    return reason === ''
      ? found(-1, 'block_list_named', { source })
      : found(-1, 'block_list_reason', { source, reason })
  }
  return unknown(facts.numberState === 'none' ? 'block_list_no_number' : 'block_list_not_named')
}
