import { z } from 'zod'
import * as cleanUp from '../domain/clean-up.ts'
import { done, id, nothing, pageOf } from '../domain/common.ts'
import { command, query } from './call.ts'

/** What is kept of whom no longer than it is needed. */
export const cleanUpCalls = {
  'cleanUp.listRules': query(nothing, z.object({ rules: z.array(cleanUp.cleanUpRule) })),
  'cleanUp.saveRule': command(cleanUp.saveCleanUpRuleInput, cleanUp.cleanUpRule),
  'cleanUp.deleteRule': command(z.object({ ruleId: id }), done),
  /** The dry run: writes nothing. */
  'cleanUp.preview': query(z.object({ criteria: cleanUp.cleanUpCriteria }), cleanUp.cleanUpPreview),
  'cleanUp.run': command(cleanUp.runCleanUpInput, cleanUp.cleanUpRun),
  /** Calls off a clean-up that is announced; its rule stays on its schedule. */
  'cleanUp.cancelRun': command(z.object({ runId: id }), cleanUp.cleanUpRun),
  'cleanUp.listRuns': query(cleanUp.listCleanUpRunsInput, pageOf(cleanUp.cleanUpRun)),
  'cleanUp.bin': query(cleanUp.binInput, pageOf(cleanUp.binnedContact)),
  'cleanUp.restore': command(cleanUp.restoreInput, z.object({ contacts: z.number().int() })),
  /** Empties the bin of one clean-up before its time. */
  'cleanUp.purgeNow': command(cleanUp.purgeInput, cleanUp.cleanUpRun),
  'cleanUp.exposure': query(nothing, cleanUp.exposure),
} as const
