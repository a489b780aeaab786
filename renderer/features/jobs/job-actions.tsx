import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../shared/domain/plans.ts'
import { useCommand } from '../../lib/use-call.ts'

/** What the owner can do about one piece of work, by its state. */
export function JobActions({ job }: { readonly job: Job }) {
  const { t } = useTranslation()
  const retry = useCommand('jobs.retry')
  const cancel = useCommand('jobs.cancel')
  const resolve = useCommand('jobs.resolve')
  const jobId = job.id
  if (job.state === 'unknown') {
    return (
      <Group gap="xs" wrap="nowrap">
        <Button
          size="compact-sm"
          loading={resolve.isPending}
          onClick={() => resolve.mutate({ jobId, outcome: 'happened' })}
        >
          {t('jobs.happened')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={resolve.isPending}
          onClick={() => resolve.mutate({ jobId, outcome: 'did_not_happen' })}
        >
          {t('jobs.didNotHappen')}
        </Button>
      </Group>
    )
  }
  if (job.state === 'failed') {
    return (
      <Button
        size="compact-sm"
        variant="default"
        loading={retry.isPending}
        onClick={() => retry.mutate({ jobId })}
      >
        {t('jobs.retry')}
      </Button>
    )
  }
  if (job.state === 'queued') {
    return (
      <Button
        size="compact-sm"
        variant="default"
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ jobId })}
      >
        {t('jobs.cancel')}
      </Button>
    )
  }
  return null
}
