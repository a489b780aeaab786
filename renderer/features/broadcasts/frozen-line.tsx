import { Text } from '@mantine/core'
import { IconSnowflake } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { sumsOf } from './counts.ts'

/** Whom it was frozen for and when, and how large the segment is by now. */
export function FrozenLine({ broadcast }: { readonly broadcast: Broadcast }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { frozenAt, audience, liveAudience, counts } = broadcast
  if (frozenAt === null) return null
  const { recipients, without } = sumsOf(counts)
  return (
    <Text size="sm">
      <IconSnowflake size={13} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
      {t('broadcasts.frozen', { time: format.dateTime(frozenAt), count: recipients + without })}
      {liveAudience === null || audience.kind !== 'segment' ? null : (
        <>
          {' '}
          {t('broadcasts.liveNow', { count: liveAudience })}{' '}
          <Link to={`/segments/${audience.segmentId}`}>{t('broadcasts.audience.openSegment')}</Link>
        </>
      )}
    </Text>
  )
}
