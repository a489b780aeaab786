import { Button, Select, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ruleKey, type Finding } from '../../../shared/domain/rules.ts'
import { showDone } from '../../lib/notify.tsx'
import { Link, navigate, useRoute } from '../../lib/router.ts'
import { useCommand, useInfinitePages } from '../../lib/use-call.ts'
import { BulkBar } from '../../ui/bulk-bar.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SplitView } from '../../ui/split-view.tsx'
import { FindingDetail } from './finding-detail.tsx'
import type { FindingState } from './finding-state.ts'
import { FindingSections, type Section } from './finding-sections.tsx'
import { FindingsTable } from './findings-table.tsx'
import { usePlanMaker } from './use-plan-maker.ts'
import classes from './findings.module.css'

const states = ['open', 'closed', 'dismissed', 'all'] as const

function sectionFromAddress(search: URLSearchParams): Section {
  const rule = ruleKey.safeParse(search.get('rule'))
  if (rule.success) return { kind: 'rule', rule: rule.data }
  const groupId = search.get('groupId')
  return groupId === null ? { kind: 'all' } : { kind: 'group', groupId }
}

/** Puts the section into the address, so that it can be gone back to and linked. */
function goToSection(section: Section): void {
  const query =
    section.kind === 'rule'
      ? `?rule=${section.rule}`
      : section.kind === 'group'
        ? `?groupId=${section.groupId}`
        : ''
  navigate(`/findings${query}`, { replace: true })
}

/** Everything that differs from the rules, by group or by rule, and the way to a plan. */
export function FindingsScreen() {
  const { t } = useTranslation()
  const { search } = useRoute()
  const section = sectionFromAddress(search)
  const [state, setState] = useState<FindingState>('open')
  const planMaker = usePlanMaker()
  const makesPlan = state === 'open' && section.kind !== 'rule'
  return (
    <>
      <PageHeader
        title={t('findings.title')}
        subtitle={t('findings.subtitle')}
        actions={<CheckNow />}
        primary={
          makesPlan ? (
            <Button
              loading={planMaker.isPending}
              onClick={() =>
                planMaker.make(section.kind === 'group' ? { groupId: section.groupId } : {})
              }
            >
              {t(section.kind === 'group' ? 'findings.makePlan' : 'findings.makePlanAll')}
            </Button>
          ) : undefined
        }
      />
      <div className={classes['layout']}>
        <Stack gap="sm">
          <Select<FindingState>
            label={t('findings.state')}
            allowDeselect={false}
            value={state}
            onChange={(value) => setState(value ?? 'open')}
            data={states.map((value) => ({
              value,
              label: t(`findings.state${value[0]?.toUpperCase()}${value.slice(1)}`),
            }))}
          />
          <FindingSections section={section} state={state} onChange={goToSection} />
        </Stack>
        <FindingList key={JSON.stringify([section, state])} section={section} state={state} />
      </div>
    </>
  )
}

function CheckNow() {
  const { t } = useTranslation()
  const evaluate = useCommand('findings.evaluate', {
    onSuccess: ({ groups, opened, closed, open }) =>
      showDone(
        t('findings.checked', {
          groups: t('findings.checkedGroups', { count: groups }),
          opened,
          closed,
          open,
        }),
      ),
  })
  return (
    <Button variant="default" loading={evaluate.isPending} onClick={() => evaluate.mutate({})}>
      {t('findings.checkNow')}
    </Button>
  )
}

interface FindingListProps {
  readonly section: Section
  readonly state: FindingState
}

function FindingList({ section, state }: FindingListProps) {
  const { t } = useTranslation()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [openId, setOpenId] = useState<string | null>(null)
  const findings = useInfinitePages('findings.list', {
    state,
    ...(section.kind === 'group' ? { groupId: section.groupId } : {}),
    ...(section.kind === 'rule' ? { rule: section.rule } : {}),
  })
  const planMaker = usePlanMaker()
  const open = findings.items.find((finding) => finding.id === openId)
  const close = () => setOpenId(null)
  if (findings.error !== null) return <ErrorState error={findings.error} retry={findings.refetch} />
  if (findings.isLoading) return <LoadingState />
  if (findings.items.length === 0) {
    return section.kind === 'all' && state === 'open' ? <AllInOrder /> : <NothingHere />
  }
  return (
    <SplitView
      detailLabel={t('findings.title')}
      onClose={close}
      detail={
        open === undefined ? null : (
          <FindingDetail key={open.id} finding={open} onDismissed={close} />
        )
      }
    >
      <Stack gap="sm">
        <Text c="dimmed" aria-live="polite">
          {t(state === 'open' ? 'findings.total' : 'findings.countInSection', {
            count: findings.total,
          })}
        </Text>
        <FindingsTable
          findings={findings.items}
          total={findings.total}
          columns={columnsFor(section)}
          isCompact={open !== undefined}
          selection={state === 'open' ? { selected, onChange: setSelected } : undefined}
          activeKey={openId}
          onOpen={(finding: Finding) => setOpenId(finding.id)}
          onEndReached={findings.fetchNextPage}
        />
        <BulkBar count={selected.size} onClear={() => setSelected(new Set())}>
          <Button
            loading={planMaker.isPending}
            onClick={() => planMaker.make({ findingIds: [...selected] })}
          >
            {t('findings.makePlan')}
          </Button>
        </BulkBar>
      </Stack>
    </SplitView>
  )
}

function columnsFor(section: Section): ReadonlyArray<'group' | 'rule'> {
  if (section.kind === 'group') return ['rule']
  return section.kind === 'rule' ? ['group'] : ['group', 'rule']
}

function AllInOrder() {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<IconCircleCheck size={24} />}
      title={t('findings.empty.title')}
      text={t('findings.empty.text')}
      action={
        <Button component={Link} to="/rule-sets" variant="default">
          {t('findings.empty.action')}
        </Button>
      }
    />
  )
}

function NothingHere() {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('findings.empty.filteredTitle')}
      text={t('findings.empty.filteredText')}
      action={
        <Button variant="default" onClick={() => goToSection({ kind: 'all' })}>
          {t('findings.empty.filteredAction')}
        </Button>
      }
    />
  )
}
