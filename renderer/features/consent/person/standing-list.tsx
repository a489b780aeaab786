import { Button, Group, Paper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/format.ts'
import { usePurposeWords } from '../../../lib/purpose-words.ts'
import { StateBadge, type ConsentEntry, type Standing } from '../state-badge.tsx'
import classes from '../consent.module.css'

interface StandingListProps {
  readonly standings: readonly Standing[]
  readonly entries: readonly ConsentEntry[]
  readonly onRecord: (purpose: string) => void
}

/** What holds now, one line a purpose, in a sentence. */
export function StandingList({ standings, entries, onRecord }: StandingListProps) {
  const { t } = useTranslation()
  const purposeWords = usePurposeWords()
  return (
    <Paper withBorder component="ul" className={classes['lines']} aria-label={t('consent.now')}>
      {standings.map((standing) => {
        const name = purposeWords(standing.purpose, standing.purposeName)
        return (
          <li key={standing.purpose} className={classes['standing']}>
            <div>
              <Group gap="xs">
                <Text fw={500}>{name}</Text>
                <StateBadge state={standing.state} />
              </Group>
              <StandingWords
                standing={standing}
                entry={entries.find((entry) => entry.id === standing.entryId)}
              />
            </div>
            <Button
              size="xs"
              variant="default"
              aria-label={t('consent.record.label', { name })}
              onClick={() => onRecord(standing.purpose)}
            >
              {t('consent.record.short')}
            </Button>
          </li>
        )
      })}
    </Paper>
  )
}

interface StandingWordsProps {
  readonly standing: Standing
  readonly entry: ConsentEntry | undefined
}

function StandingWords({ standing, entry }: StandingWordsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const parts: string[] = []
  if (standing.since === null) {
    parts.push(t('consent.standing.unknown'))
  } else {
    const date = format.date(standing.since)
    parts.push(
      entry === undefined
        ? t('consent.standing.since', { date })
        : t('consent.standing.sinceBy', { date, source: t(`consent.source.${entry.source}`) }),
    )
  }
  if (standing.state === 'given' && standing.expiresAt !== null) {
    parts.push(t('consent.standing.until', { date: format.date(standing.expiresAt) }))
  }
  if (standing.isOwnNo) parts.push(t('consent.standing.ownNo'))
  return (
    <Text size="sm" c="dimmed">
      {parts.join(' ')}
    </Text>
  )
}
