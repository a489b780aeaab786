import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ShareOf } from '../../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../../lib/format.ts'

/** A share, of how many, and between which bounds it lies. */
export function ShareCell({ share }: { readonly share: ShareOf }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (share.share === null || share.low === null || share.high === null)
    return <>{t('broadcastResults.of', { count: share.count, n: share.n })}</>
  return (
    <>
      {format.share(share.share)}
      <Text size="xs" c="dimmed">
        {t('broadcastResults.of', { count: share.count, n: share.n })}
      </Text>
      <Text size="xs" c="dimmed">
        {t('broadcastResults.interval', {
          low: format.share(share.low),
          high: format.share(share.high),
        })}
      </Text>
    </>
  )
}
