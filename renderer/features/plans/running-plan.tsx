import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import type { PlanAction } from '../../../shared/domain/plans.ts'
import { useFormat } from '../../lib/format.ts'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { ByHandBadge } from './plan-badges.tsx'
import { linesOf, stagedSections, type PlanLine, type PlanSection } from './plan-sections.ts'
import { countsInWords } from './plan-words.ts'
import { RunningAction } from './running-action.tsx'
import { useNewPlan } from './use-new-plan.ts'
import classes from './plans.module.css'

type PlanDetail = CallOutput<'plans.get'>

const keyOf = (line: PlanLine) => (line.type === 'section' ? line.section.key : line.action.id)
const sizeOf = (line: PlanLine) => (line.type === 'section' ? 44 : 64)
const settledStates = new Set<PlanAction['state']>(['done', 'failed', 'superseded'])

/** An approved plan: how far it is, what needs the owner, and what came of it. */
export function RunningPlan({ plan }: { readonly plan: PlanDetail }) {
  const { t } = useTranslation()
  const lines = useMemo(() => linesOf(stagedSections(plan.actions)), [plan.actions])
  return (
    <>
      {plan.state === 'applying' ? <PlanProgress plan={plan} /> : <PlanResult plan={plan} />}
      <VirtualList
        label={t('plans.column.actions')}
        items={lines}
        itemKey={keyOf}
        estimateSize={sizeOf}
        renderItem={(line) =>
          line.type === 'section' ? (
            <StageLine section={line.section} withGroup={plan.groupId === null} />
          ) : (
            <RunningAction action={line.action} isOver={plan.state === 'cancelled'} />
          )
        }
      />
    </>
  )
}

function PlanProgress({ plan }: { readonly plan: PlanDetail }) {
  const { t } = useTranslation()
  const approved = plan.actions.filter(
    (action) => action.state !== 'declined' && action.state !== 'proposed',
  )
  const done = approved.filter((action) => settledStates.has(action.state)).length
  const share = approved.length === 0 ? 100 : (done / approved.length) * 100
  return (
    <Stack gap={6} mb="md" role="status">
      <Group justify="space-between" gap="xs">
        <Text fw={500}>{t('plans.progress.text', { done, total: approved.length })}</Text>
        <Text size="sm" c="dimmed">
          {countsInWords(t, plan.counts).join(' · ')}
        </Text>
      </Group>
      <Progress value={share} aria-label={t('plans.progress.label')} />
      <Text size="sm" c="dimmed">
        {t(plan.counts.waiting > 0 ? 'plans.progress.live' : 'plans.tick.help')}
      </Text>
    </Stack>
  )
}

function resultWords(
  t: ReturnType<typeof useTranslation>['t'],
  list: (items: readonly string[]) => string,
  { state, counts }: PlanDetail,
): string {
  const parts = list(countsInWords(t, counts))
  const hasTrouble = counts.failed + counts.unknown + counts.declined + counts.waiting > 0
  if (state === 'cancelled') {
    return counts.done + counts.failed + counts.unknown === 0
      ? t('plans.result.cancelled')
      : t('plans.result.cancelledWithWork', { parts })
  }
  if (counts.done + counts.failed + counts.unknown === 0) return t('plans.result.nothing')
  return hasTrouble
    ? t('plans.result.mixed', { parts })
    : t('plans.result.allDone', { count: counts.done })
}

function PlanResult({ plan }: { readonly plan: PlanDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const again = useNewPlan(plan.groupId)
  const isGood = plan.state === 'finished' && plan.counts.failed + plan.counts.unknown === 0
  return (
    <Alert
      mb="md"
      color={isGood ? 'pine' : 'gray'}
      icon={isGood ? <IconCircleCheck aria-hidden /> : <IconInfoCircle aria-hidden />}
      title={resultWords(t, format.list, plan)}
    >
      <Group justify="space-between" gap="sm">
        <Text flex="1 1 14rem">{t('plans.result.nextHelp')}</Text>
        <Button variant="default" loading={again.isBusy} onClick={again.make}>
          {t('plans.result.next')}
        </Button>
      </Group>
    </Alert>
  )
}

interface StageLineProps {
  readonly section: PlanSection
  /** Names the group, where the plan is about several. */
  readonly withGroup: boolean
}

function StageLine({ section, withGroup }: StageLineProps) {
  const { t } = useTranslation()
  const { stage, kind, groupSubject, actions } = section
  const ticked = actions.filter((action) => action.state === 'done').length
  const isChecklist = stage === 'byHand'
  return (
    <>
      <div className={classes['section']}>
        <Text fw={600} component="h2" size="md" m={0}>
          {[
            t(`plans.section.${stage}`),
            t(`plans.kind.${kind}`),
            ...(withGroup ? [groupSubject] : []),
          ].join(' · ')}
        </Text>
        <Text size="sm" c="dimmed" ml="auto">
          {isChecklist
            ? t('plans.tick.progress', { done: ticked, total: actions.length })
            : t('plans.count.actions', { count: actions.length })}
        </Text>
        {isChecklist ? <ByHandBadge /> : null}
      </div>
      {isChecklist || stage === 'unknown' ? (
        <Text size="sm" className={classes['sectionHelp']}>
          {isChecklist ? t(`plans.howTo.${kind}`) : t('plans.resolve.help')}
        </Text>
      ) : null}
    </>
  )
}
