import { Group, Progress, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Broadcast, RecipientState } from '../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../lib/format.ts'
import { useNow } from '../../lib/use-now.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { StatTile } from '../../ui/stat-tile.tsx'
import { sumsOf } from './counts.ts'
import { FrozenLine } from './frozen-line.tsx'
import { PausedBanner } from './paused-banner.tsx'
import { ReasonsSection } from './reasons-section.tsx'
import { SettingsLine } from './settings-fold.tsx'
import { UnknownSection } from './unknown-section.tsx'
import classes from './broadcasts.module.css'

interface ProgressTabProps {
  readonly broadcast: Broadcast
}

/** How it goes: how far, how fast, until when, what stands in the way, and who got nothing. */
export function ProgressTab({ broadcast }: ProgressTabProps) {
  return (
    <Stack gap="lg">
      <PausedBanner broadcast={broadcast} />
      {broadcast.state === 'freezing' ? <ProgressBar kind="freeze" /> : null}
      <div>
        <StateBar broadcast={broadcast} />
        <FrozenLine broadcast={broadcast} />
        <SettingsLine settings={broadcast.settings} />
      </div>
      <Tiles broadcast={broadcast} />
      <UnknownSection broadcast={broadcast} />
      <ReasonsSection broadcast={broadcast} />
    </Stack>
  )
}

const shades: ReadonlyArray<readonly [RecipientState, string]> = [
  ['read', 'pine.8'],
  ['delivered', 'pine.6'],
  ['sent', 'pine.4'],
  ['accepted', 'gray.6'],
  ['sending', 'gray.5'],
  ['queued', 'gray.4'],
  ['unknown', 'amber.6'],
  ['failed', 'red.7'],
  ['cancelled', 'gray.7'],
]

/** All rows in one bar, by state, with what each part is. */
function StateBar({ broadcast }: ProgressTabProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { counts } = broadcast
  const { recipients, settled } = sumsOf(counts)
  const parts = shades.filter(([state]) => counts[state] > 0)
  return (
    <Stack gap={8} mb="sm">
      <Group justify="space-between" gap="xs" role="status">
        <Text fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
          {t('broadcasts.progress.settled', { n: settled, m: recipients })}
        </Text>
        <PaceLine broadcast={broadcast} />
      </Group>
      <Progress.Root size={14} role="img" aria-label={t('broadcasts.progress.label')}>
        {parts.map(([state, color]) => (
          <Progress.Section
            key={state}
            value={recipients === 0 ? 0 : (counts[state] / recipients) * 100}
            color={color}
            withAria={false}
          />
        ))}
      </Progress.Root>
      <ul className={classes['legend']} aria-label={t('broadcasts.progress.byState')}>
        {parts.map(([state, color]) => (
          <li key={state}>
            <span
              className={classes['swatch']}
              style={{ background: `var(--mantine-color-${color.replace('.', '-')})` }}
            />
            <Text size="sm">{t(`broadcasts.recipient.${state}`)}</Text>
            <Text size="sm" fw={600}>
              {format.number(counts[state])}
            </Text>
          </li>
        ))}
      </ul>
    </Stack>
  )
}

/** How fast and until when, while it runs; when it began or ended, otherwise. */
function PaceLine({ broadcast }: ProgressTabProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const { state, perSecond, expectedEndAt, sendAt, finishedAt } = broadcast
  const words: string[] = []
  if (state === 'scheduled' && sendAt !== null)
    words.push(t('broadcasts.progress.starts', { time: format.dateTime(sendAt) }))
  if (state === 'sending' && perSecond !== null)
    words.push(
      t('broadcasts.progress.perSecond', { rate: format.number(Math.round(perSecond * 10) / 10) }),
    )
  if (state === 'sending')
    words.push(
      expectedEndAt === null
        ? t('broadcasts.progress.endUnknown')
        : t('broadcasts.progress.ends', {
            time: format.dateTime(expectedEndAt),
            distance: format.relative(expectedEndAt, now),
          }),
    )
  if (finishedAt !== null)
    words.push(
      t(`broadcasts.progress.${state === 'cancelled' ? 'cancelledAt' : 'finishedAt'}`, {
        time: format.dateTime(finishedAt),
      }),
    )
  return (
    <Text size="sm" c="dimmed">
      {words.join(' · ')}
    </Text>
  )
}

function Tiles({ broadcast }: ProgressTabProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { counts } = broadcast
  const sums = sumsOf(counts)
  const hint = t('broadcasts.progress.ofRecipients', { count: sums.recipients })
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
      {(['sent', 'delivered', 'read'] as const).map((name) => (
        <StatTile
          key={name}
          label={t(`broadcasts.column.${name}`)}
          value={format.number(sums[name])}
          hint={hint}
        />
      ))}
      <StatTile
        label={t('broadcasts.recipient.failed')}
        value={format.number(counts.failed)}
        hint={hint}
      />
      {(['skipped', 'hold_out'] as const).map((state) => (
        <StatTile
          key={state}
          label={t(`broadcasts.recipient.${state}`)}
          value={format.number(counts[state])}
          hint={t('broadcasts.progress.ofAudience', { count: sums.recipients + sums.without })}
        />
      ))}
    </SimpleGrid>
  )
}
