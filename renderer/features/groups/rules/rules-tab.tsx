import { Button, Group, Paper, Select, Stack, Text } from '@mantine/core'
import { IconListDetails } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { showDone } from '../../../lib/notify.tsx'
import { Link } from '../../../lib/router.ts'
import { useCall, useCommand } from '../../../lib/use-call.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { LoadingState } from '../../../ui/loading-state.tsx'
import type { GroupDetail } from '../group-detail.ts'
import { RuleRow } from './rule-row.tsx'
import { SegmentRule } from './segment-rule.tsx'

/** Value of the choice "no rule set". */
const none = 'none'

/** Each rule of the group: how far it reaches, why, and what is left to do by hand. */
export function RulesTab({ group }: { readonly group: GroupDetail }) {
  const status = useCall('rules.status', { groupId: group.id })
  if (status.error !== null) {
    return <ErrorState error={status.error} retry={() => void status.refetch()} />
  }
  return (
    <Stack gap="md">
      <RuleSetChoice group={group} />
      <SegmentRule group={group} />
      {status.data === undefined ? (
        <LoadingState />
      ) : status.data.rules.length === 0 ? (
        <NoRules />
      ) : (
        <Paper withBorder bg="var(--app-surface)">
          {status.data.rules.map((rule) => (
            <RuleRow key={rule.rule} group={group} status={rule} />
          ))}
        </Paper>
      )}
    </Stack>
  )
}

function RuleSetChoice({ group }: { readonly group: GroupDetail }) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const { data } = useCall('ruleSets.list', {})
  const assign = useCommand('ruleSets.assign', {
    onSuccess: () => {
      for (const domain of ['groups', 'rules', 'findings']) {
        void queryClient.invalidateQueries({ queryKey: [domain] })
      }
      showDone(t('rules.tab.assigned'))
    },
  })
  const ruleSets = data?.ruleSets ?? []
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={t('rules.tab.ruleSet')}
        w="18rem"
        allowDeselect={false}
        disabled={group.state === 'deleted' || assign.isPending}
        value={group.ruleSetId ?? none}
        onChange={(value) => {
          if (value === null || value === (group.ruleSetId ?? none)) return
          assign.mutate({ ruleSetId: value === none ? null : value, groupIds: [group.id] })
        }}
        data={[
          { value: none, label: t('rules.tab.none') },
          ...ruleSets.map((ruleSet) => ({ value: ruleSet.id, label: ruleSet.name })),
        ]}
      />
      {group.ruleSetId === null ? null : (
        <Button component={Link} to={`/rule-sets/${group.ruleSetId}`} variant="subtle">
          {t('rules.edit', { name: group.ruleSetName ?? '' })}
        </Button>
      )}
      {data !== undefined && ruleSets.length === 0 ? (
        <Text c="dimmed">{t('rules.tab.emptyNoSets')}</Text>
      ) : null}
    </Group>
  )
}

function NoRules() {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<IconListDetails size={24} />}
      title={t('rules.tab.emptyTitle')}
      text={t('rules.tab.emptyText')}
      action={
        <Button component={Link} to="/rule-sets/new" variant="default">
          {t('rules.tab.makeRuleSet')}
        </Button>
      }
    />
  )
}
