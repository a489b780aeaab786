import { z } from 'zod'
import { done, id, nothing, pageInput, pageOf } from '../domain/common.ts'
import { fileSource } from '../domain/members.ts'
import * as screening from '../domain/screening.ts'
import { command, query } from './call.ts'

/** Who people really are, as far as evidence tells. */
export const screeningCalls = {
  'screening.get': query(z.object({ contactId: id }), screening.personScreening),
  'screening.queue': query(screening.listQueueInput, screening.queuePage),
  'screening.summary': query(nothing, screening.screeningSummary),
  'screening.decide': command(screening.decideScreeningInput, screening.decideScreeningOutput),
  'screening.addEvidence': command(screening.addEvidenceInput, screening.screeningEvidence),
  'screening.withdrawEvidence': command(z.object({ evidenceId: id }), done),
  'screening.run': command(screening.runScreeningInput, screening.runScreeningOutput),
  'screening.settings': query(nothing, screening.screeningSettings),
  'screening.saveSettings': command(screening.screeningSettings, screening.screeningSettings),
  'screening.previewSettings': query(screening.screeningSettings, screening.settingsPreview),
  'blockList.import': command(
    z.object({ file: fileSource, source: z.string().trim().min(1).max(120) }),
    screening.importBlockListOutput,
  ),
  'blockList.list': query(z.object(pageInput), pageOf(screening.blockListEntry)),
  'blockList.remove': command(z.object({ entryId: id }), done),
} as const
