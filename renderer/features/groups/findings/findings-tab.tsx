import { Button, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../../../../shared/domain/rules.ts'
import { useFormat } from '../../../lib/format.ts'
import { showDone } from '../../../lib/notify.tsx'
import { Link, navigate } from '../../../lib/router.ts'
import { useCommand, useInfinitePages } from '../../../lib/use-call.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import type { DataColumn } from '../../../ui/data-table-types.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Explain } from '../../../ui/explain.tsx'
import { LoadingState } from '../../../ui/loading-state.tsx'
import { SplitView } from '../../../ui/split-view.tsx'
import type { GroupDetail } from '../group-detail.ts'
import { FindingPanel } from './finding-panel.tsx'

/** What differs from the rules in this group, each with its evidence. */
export function FindingsTab({ group }: { readonly group: GroupDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [openId, setOpenId] = useState<string | null>(null)
  const findings = useInfinitePages('findings.list', { groupId: group.id })
  const open = findings.items.find((finding) => finding.id === openId)
  const isCompact = open !== undefined
  const columns = useMemo(
    () => findingColumns(t, format).filter(({ key }) => !isCompact || key !== 'rule'),
    [t, format, isCompact],
  )
  if (findings.error !== null) return <ErrorState error={findings.error} retry={findings.refetch} />
  if (findings.isLoading) return <LoadingState />
  if (findings.items.length === 0) return <NoFindings group={group} />
  return (
    <SplitView
      detailLabel={t('findings.title')}
      onClose={() => setOpenId(null)}
      detail={
        open === undefined ? null : (
          <FindingPanel key={open.id} finding={open} onDismissed={() => setOpenId(null)} />
        )
      }
    >
      <Stack gap="sm">
        <Group justify="space-between">
          <Text c="dimmed">{t('findings.total', { count: findings.total })}</Text>
          <PlanButton group={group} />
        </Group>
        <DataTable
          label={t('findings.title')}
          columns={columns}
          rows={findings.items}
          total={findings.total}
          rowKey={(finding) => finding.id}
          activeKey={openId}
          onRowClick={(finding) => setOpenId(finding.id)}
          onEndReached={findings.fetchNextPage}
          rowHeight={54}
          maxHeight="calc(100dvh - 22rem)"
        />
      </Stack>
    </SplitView>
  )
}

function PlanButton({ group }: { readonly group: GroupDetail }) {
  const { t } = useTranslation()
  const make = useCommand('plans.create', {
    onSuccess: ({ planId }) => {
      if (planId === null) showDone(t('groups.plan.nothing'))
      else navigate(`/plans/${planId}`)
    },
  })
  if (group.openPlanId !== null) {
    return (
      <Button component={Link} to={`/plans/${group.openPlanId}`}>
        {t('findings.openPlan')}
      </Button>
    )
  }
  return (
    <Button loading={make.isPending} onClick={() => make.mutate({ groupId: group.id })}>
      {t('findings.makePlan')}
    </Button>
  )
}

function NoFindings({ group }: { readonly group: GroupDetail }) {
  const { t } = useTranslation()
  if (group.ruleSetId !== null) {
    return (
      <EmptyState
        icon={<IconCircleCheck size={24} />}
        title={t('findings.empty.title')}
        text={t('findings.empty.groupText')}
      />
    )
  }
  return (
    <EmptyState
      title={t('findings.empty.noRulesTitle')}
      text={t('findings.empty.noRulesText')}
      action={
        <Button component={Link} to={`/groups/${group.id}/rules`}>
          {t('findings.empty.noRulesAction')}
        </Button>
      }
    />
  )
}

function findingColumns(t: TFunction, format: ReturnType<typeof useFormat>): DataColumn<Finding>[] {
  return [
    {
      key: 'what',
      header: t('findings.column.what'),
      width: 'minmax(14rem, 3fr)',
      cell: (finding) => (
        <>
          <Text truncate fw={500}>
            {t(`findings.code.${finding.code}`)}
          </Text>
          <Text truncate size="sm" c="dimmed">
            <Explain explanation={finding.evidence} namespace="findings.evidence" />
          </Text>
        </>
      ),
    },
    {
      key: 'who',
      header: t('findings.column.who'),
      width: 'minmax(8rem, 1fr)',
      cell: (finding) => finding.name ?? '',
    },
    {
      key: 'rule',
      header: t('findings.column.rule'),
      width: 'minmax(8rem, 1fr)',
      cell: (finding) => t(`rules.rule.${finding.rule}`),
    },
    {
      key: 'since',
      header: t('findings.column.since'),
      width: '8rem',
      cell: (finding) => format.date(finding.since),
    },
  ]
}
