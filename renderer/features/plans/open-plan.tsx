import { Alert, Box, Checkbox, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconEyeCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import type { PlanAction } from '../../../shared/domain/plans.ts'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { ActionBody } from './action-body.tsx'
import { ApproveBar } from './approve-bar.tsx'
import { ByHandBadge, IrreversibleBadge } from './plan-badges.tsx'
import { linesOf, proposedSections, type PlanLine, type PlanSection } from './plan-sections.ts'
import { actionInWords } from './plan-words.ts'
import { useChosenActions, type ChosenActions } from './use-chosen-actions.ts'
import classes from './plans.module.css'

type PlanDetail = CallOutput<'plans.get'>

const keyOf = (line: PlanLine) => (line.type === 'section' ? line.section.key : line.action.id)
const sizeOf = (line: PlanLine) => (line.type === 'section' ? 44 : 60)

/** The plan as a dry run: what would be done, for whom and why; the owner chooses and approves. */
export function OpenPlan({ plan }: { readonly plan: PlanDetail }) {
  const { t } = useTranslation()
  const proposed = useMemo(
    () => plan.actions.filter((action) => action.state === 'proposed'),
    [plan.actions],
  )
  const lines = useMemo(() => linesOf(proposedSections(proposed)), [proposed])
  const chosen = useChosenActions(proposed)
  return (
    <>
      <DryRunNote actions={proposed} />
      <ChooseBar chosen={chosen} total={proposed.length} />
      <VirtualList
        label={t('plans.column.actions')}
        items={lines}
        itemKey={keyOf}
        estimateSize={sizeOf}
        maxHeight="calc(100dvh - 24rem)"
        renderItem={(line) =>
          line.type === 'section' ? (
            <SectionLine section={line.section} chosen={chosen} withGroup={plan.groupId === null} />
          ) : (
            <ActionLine action={line.action} chosen={chosen} />
          )
        }
      />
      <ApproveBar planId={plan.id} proposed={proposed} chosenIds={chosen.ids} />
    </>
  )
}

function DryRunNote({ actions }: { readonly actions: readonly PlanAction[] }) {
  const { t } = useTranslation()
  const byHand = actions.filter((action) => action.mode === 'by_hand').length
  const forGood = actions.filter((action) => action.irreversible).length
  return (
    <Alert icon={<IconEyeCheck aria-hidden />} title={t('plans.dryRun.title')} mb="md">
      <Stack gap={2}>
        <Text>{t('plans.dryRun.text')}</Text>
        {byHand === 0 ? null : <Text>{t('plans.dryRun.byHand', { count: byHand })}</Text>}
        {forGood === 0 ? null : (
          <Text fw={500}>{t('plans.dryRun.removals', { count: forGood })}</Text>
        )}
      </Stack>
    </Alert>
  )
}

interface ChooseBarProps {
  readonly chosen: ChosenActions
  readonly total: number
}

function ChooseBar({ chosen, total }: ChooseBarProps) {
  const { t } = useTranslation()
  const options = chosen.hasRemovals
    ? (['all', 'withoutRemovals', 'none'] as const)
    : (['all', 'none'] as const)
  return (
    <Group gap="sm" mb="xs" justify="space-between">
      <SegmentedControl
        size="xs"
        aria-label={t('plans.choose.label')}
        value={chosen.preset ?? ''}
        onChange={(value) => {
          const preset = options.find((option) => option === value)
          if (preset !== undefined) chosen.choosePreset(preset)
        }}
        data={options.map((value) => ({ value, label: t(`plans.choose.${value}`) }))}
      />
      <Text size="sm" c="dimmed" aria-live="polite">
        {t('plans.choose.count', { chosen: chosen.ids.size, total })}
      </Text>
    </Group>
  )
}

interface SectionLineProps {
  readonly section: PlanSection
  readonly chosen: ChosenActions
  /** Names the group, where the plan is about several. */
  readonly withGroup: boolean
}

function SectionLine({ section, chosen, withGroup }: SectionLineProps) {
  const { t } = useTranslation()
  const ids = section.actions.map((action) => action.id)
  const count = ids.filter((id) => chosen.ids.has(id)).length
  const kind = t(`plans.kind.${section.kind}`)
  const title = withGroup ? `${kind} · ${section.groupSubject}` : kind
  return (
    <div className={classes['section']}>
      <Checkbox
        size="xs"
        aria-label={t('plans.choose.section', { section: title })}
        checked={count === ids.length}
        indeterminate={count > 0 && count < ids.length}
        onChange={() => chosen.set(ids, count < ids.length)}
      />
      <Text fw={600} component="h2" size="md" m={0}>
        {title}
      </Text>
      <Text size="sm" c="dimmed">
        {t('plans.count.actions', { count: ids.length })}
      </Text>
      <Box ml="auto">
        {section.actions.every((action) => action.mode === 'by_hand') ? <ByHandBadge /> : null}
      </Box>
    </div>
  )
}

interface ActionLineProps {
  readonly action: PlanAction
  readonly chosen: ChosenActions
}

function ActionLine({ action, chosen }: ActionLineProps) {
  const { t } = useTranslation()
  return (
    <div className={classes['action']}>
      <Checkbox
        size="xs"
        mt={3}
        aria-label={t('plans.choose.one', { action: actionInWords(t, action) })}
        checked={chosen.ids.has(action.id)}
        onChange={(event) => chosen.set([action.id], event.currentTarget.checked)}
      />
      <ActionBody action={action} />
      <Group gap={6} style={{ flex: 'none' }}>
        {action.irreversible ? <IrreversibleBadge /> : null}
        {action.mode === 'by_hand' ? <ByHandBadge /> : null}
      </Group>
    </div>
  )
}
