import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useProgress, type ProgressKind } from '../lib/progress.ts'
import { useCommand } from '../lib/use-call.ts'

export interface ProgressBarProps {
  /** Kind of long work to show; nothing is drawn while none is running. */
  readonly kind: ProgressKind
}

/** A long job's progress, with a way to stop it. */
export function ProgressBar({ kind }: ProgressBarProps) {
  const { t } = useTranslation()
  const progress = useProgress(kind)
  const cancel = useCommand('tasks.cancel')
  if (progress === null) return null
  const { doneCount, total, taskId } = progress
  const label = t(`common.progress.${kind}`)
  return (
    <Stack gap={4} role="status" mb="md">
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {label}{' '}
          {total === null
            ? t('common.progress.count', { doneCount })
            : t('common.progress.countOf', { doneCount, total })}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ taskId })}
        >
          {t('common.stop')}
        </Button>
      </Group>
      <Progress
        value={total === null || total === 0 ? 100 : (doneCount / total) * 100}
        animated={total === null}
        aria-label={label}
      />
    </Stack>
  )
}
