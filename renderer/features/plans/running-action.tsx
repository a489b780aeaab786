import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PlanAction } from '../../../shared/domain/plans.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { showDone } from '../../lib/notify.tsx'
import { callKey } from '../../lib/query-client.ts'
import { Link, navigate } from '../../lib/router.ts'
import { useCommand } from '../../lib/use-call.ts'
import { FailureLine } from '../../ui/failure-line.tsx'
import { ActionBody } from './action-body.tsx'
import { ActionStateBadge } from './plan-badges.tsx'
import { stageOf } from './plan-sections.ts'
import { actionInWords } from './plan-words.ts'
import classes from './plans.module.css'

interface RunningActionProps {
  readonly action: PlanAction
  /** True once the plan was cancelled: nothing is left to tick. */
  readonly isOver: boolean
}

/** One action of an approved plan: where it stands, and what the owner can do about it. */
export function RunningAction({ action, isOver }: RunningActionProps) {
  const isOnChecklist = stageOf(action) === 'byHand'
  return (
    <div className={classes['action']}>
      {isOnChecklist ? <TickBox action={action} isOver={isOver} /> : null}
      <Stack gap={6} className={classes['actionBody']}>
        <ActionBody action={action} />
        {action.state === 'failed' ? <FailedPart action={action} /> : null}
        {action.state === 'unknown' ? <UnknownPart action={action} /> : null}
      </Stack>
      <Group gap={6} style={{ flex: 'none' }}>
        {isOnChecklist && action.state !== 'done' && !isOver ? <Shortcut action={action} /> : null}
        <ActionStateBadge action={action} />
      </Group>
    </div>
  )
}

type PlanDetail = CallOutput<'plans.get'>

function withAction(plan: PlanDetail, changed: PlanAction): PlanDetail {
  const actions = plan.actions.map((action) => (action.id === changed.id ? changed : action))
  return { ...plan, actions }
}

function TickBox({ action, isOver }: RunningActionProps) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const tick = useCommand('plans.tick', {
    onSuccess: (ticked) =>
      queryClient.setQueryData<PlanDetail>(
        callKey('plans.get', { planId: ticked.planId }),
        (plan) => plan && withAction(plan, ticked),
      ),
  })
  // The box answers at once; a refusal puts it back.
  const isDone = tick.isPending ? tick.variables.isDone : action.state === 'done'
  return (
    <Checkbox
      mt={2}
      aria-label={t('plans.tick.label', { action: actionInWords(t, action) })}
      checked={isDone}
      disabled={isOver}
      onChange={(event) =>
        tick.mutate({ actionId: action.id, isDone: event.currentTarget.checked })
      }
    />
  )
}

/** A job's answer changes the plan it belongs to. */
function useRefresh(): () => void {
  const queryClient = useQueryClient()
  return () => void queryClient.invalidateQueries({ queryKey: ['plans'] })
}

function FailedPart({ action }: { readonly action: PlanAction }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const retry = useCommand('jobs.retry', {
    onSuccess: () => {
      showDone(t('plans.retried'))
      refresh()
    },
  })
  const { jobId } = action
  return (
    <Group gap="sm" align="flex-start">
      <FailureLine code={action.errorCode ?? 'request_refused'} />
      {jobId === null ? null : (
        <Button
          size="compact-sm"
          variant="default"
          loading={retry.isPending}
          onClick={() => retry.mutate({ jobId })}
        >
          {t('plans.retry')}
        </Button>
      )}
    </Group>
  )
}

function UnknownPart({ action }: { readonly action: PlanAction }) {
  const { t } = useTranslation()
  const resolve = useCommand('jobs.resolve', { onSuccess: useRefresh() })
  const { jobId } = action
  if (jobId === null) return null
  return (
    <Group gap="xs">
      <Text size="sm" fw={500}>
        {t('plans.resolve.question')}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        disabled={resolve.isPending}
        onClick={() => resolve.mutate({ jobId, outcome: 'happened' })}
      >
        {t('plans.resolve.happened')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={resolve.isPending}
        onClick={() => resolve.mutate({ jobId, outcome: 'did_not_happen' })}
      >
        {t('plans.resolve.didNotHappen')}
      </Button>
    </Group>
  )
}

/** Where the work of a by-hand action is done, if that is in this app. */
function Shortcut({ action }: { readonly action: PlanAction }) {
  const { t } = useTranslation()
  const start = useCommand('reviews.start', {
    onSuccess: (review) => navigate(`/reviews/${review.id}`),
  })
  if (action.kind === 'confirm_rule') {
    return (
      <Button
        component={Link}
        to={`/groups/${action.groupId}/rules`}
        size="compact-sm"
        variant="default"
      >
        {t('plans.openRules')}
      </Button>
    )
  }
  if (action.kind === 'start_review') {
    return (
      <Button
        size="compact-sm"
        variant="default"
        loading={start.isPending}
        onClick={() => start.mutate({ groupId: action.groupId })}
      >
        {t('plans.startReview')}
      </Button>
    )
  }
  return null
}
