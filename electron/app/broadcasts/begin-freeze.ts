import { AppError } from '../../../shared/errors.ts'
import { planDraw } from '../../core/broadcasts/draw.ts'
import { writeAudience } from '../../store/broadcasts/audience-sql.ts'
import {
  draftOf,
  setBroadcastState,
  setFrozenTexts,
  type BroadcastRow,
} from '../../store/broadcasts/broadcast-store.ts'
import { audienceSize, eligibleByStratum } from '../../store/broadcasts/freeze-store.ts'
import type { CommandContext } from '../context.ts'
import { questionOf, refuseBlocked } from './audience-question.ts'

export interface BegunFreeze {
  readonly audience: number
  readonly recipients: number
}

/**
 * Writes down who the audience is at this moment, and with which texts. From here on it is frozen; who
 * gets what is worked out from it a portion at a time, and nothing can leave before all of it is.
 *
 * @throws AppError `template_not_approved`, `template_parameters_wrong`, `opt_in_missing`, `not_found`;
 * `conflict` where nobody would get it.
 */
export function beginFreeze(context: CommandContext, row: BroadcastRow): BegunFreeze {
  const { db, now } = context
  const draft = draftOf(row)
  setFrozenTexts(db, row.seq, refuseBlocked(db, draft))
  writeAudience(db, row.seq, questionOf(db, draft, now))
  const draws = planDraw(eligibleByStratum(db, row.seq), {
    holdOutPercent: draft.settings.holdOutPercent,
    shares: draft.variants.map(({ share }) => share),
  })
  const recipients = [...draws.values()]
    .flatMap(({ variants }) => variants)
    .reduce((sum, count) => sum + count, 0)
  if (recipients === 0)
    throw new AppError('conflict', {
      field: 'audience',
      message: 'Nobody would get it. Choose another audience, or see why they are left out.',
      params: { recipients: 0 },
    })
  setBroadcastState(db, row.seq, now, {
    state: 'freezing',
    pauseCode: null,
    frozenAt: now,
    frozenCount: 0,
  })
  return { audience: audienceSize(db, row.seq), recipients }
}
