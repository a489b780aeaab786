import type { TFunction } from 'i18next'
import type { Broadcast } from '../../../shared/domain/broadcasts.ts'

/** Who a broadcast is for, in words. */
export function audienceWords(t: TFunction, broadcast: Broadcast): string {
  const { audience, audienceName } = broadcast
  if (audience.kind === 'everybody') return t('broadcasts.audience.everybody')
  if (audienceName === null) return t('broadcasts.audience.gone')
  return audience.kind === 'segment'
    ? audienceName
    : t('broadcasts.audience.notReachedOf', { name: audienceName })
}
