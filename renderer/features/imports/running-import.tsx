import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { useTaskProgress } from '../../lib/progress.ts'
import { useCommand } from '../../lib/use-call.ts'
import type { ImportRecord } from './column-fields.ts'
import { ImportCounts } from './import-counts.tsx'
import { secondsLeft, useRate } from './import-rate.ts'

/** An import at work: how far, how fast, how long still; it can be stopped and goes on later. */
export function RunningImport({ one }: { readonly one: ImportRecord }) {
  const { t } = useTranslation()
  const format = useFormat()
  const progress = useTaskProgress(one.id)
  const done = Math.max(one.position, progress?.doneCount ?? 0)
  const total = one.rows ?? progress?.total ?? null
  // Until the end is read, the app tells an estimate.
  const ofKey = one.rows === null ? 'rowsOfAbout' : 'rowsOf'
  const rate = useRate(done)
  const stop = useCommand('imports.stop')
  const label =
    total === null
      ? t('imports.running.rows', { count: done })
      : t(`imports.running.${ofKey}`, { done, count: total })
  return (
    <Stack gap="md">
      <Paper withBorder p="md">
        <Stack gap="xs">
          <Group justify="space-between">
            <Text fw={500} role="status" style={{ fontVariantNumeric: 'tabular-nums' }}>
              {label}
            </Text>
            <Button
              variant="default"
              loading={stop.isPending}
              onClick={() => stop.mutate({ importId: one.id })}
            >
              {t('imports.running.stop')}
            </Button>
          </Group>
          <Progress
            value={total === null || total === 0 ? 100 : (done / total) * 100}
            animated={total === null}
            aria-label={t('imports.running.label')}
          />
          <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {rate === null
              ? t('imports.running.measuring')
              : [
                  t('imports.running.rate', { rate: format.number(Math.round(rate)) }),
                  ...(total === null ? [] : [timeLeft(t, secondsLeft(done, total, rate))]),
                ].join(' · ')}
          </Text>
        </Stack>
      </Paper>
      <ImportCounts one={one} />
      <Text size="sm" c="dimmed">
        {t('imports.running.help')}
      </Text>
    </Stack>
  )
}

function timeLeft(t: ReturnType<typeof useTranslation>['t'], seconds: number): string {
  return seconds < 90
    ? t('imports.running.secondsLeft', { count: Math.max(1, seconds) })
    : t('imports.running.minutesLeft', { count: Math.round(seconds / 60) })
}
