import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Group as GroupRow } from '../../../shared/domain/groups.ts'
import type { RuleSet } from '../../../shared/domain/rules.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCommand, useInfinitePages } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'

export interface AssignToGroupsProps {
  readonly ruleSet: RuleSet
  readonly onClose: () => void
}

/** Chooses the groups that get this rule set. */
export function AssignToGroups({ ruleSet, onClose }: AssignToGroupsProps) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const [search, setSearch] = useState('')
  const [needle] = useDebouncedValue(search.trim(), 200)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const groups = useInfinitePages('groups.list', needle === '' ? {} : { search: needle })
  const columns = useMemo(() => groupColumns(t, ruleSet), [t, ruleSet])
  const assign = useCommand('ruleSets.assign', {
    onSuccess: ({ groups: count }) => {
      for (const domain of ['groups', 'rules', 'findings']) {
        void queryClient.invalidateQueries({ queryKey: [domain] })
      }
      showDone(t('rules.assign.done', { count }))
      onClose()
    },
  })
  return (
    <Stack gap="sm">
      <Title order={3}>{t('rules.assign.title', { name: ruleSet.name })}</Title>
      <Text c="dimmed">{t('rules.assign.help')}</Text>
      <TextInput
        maw="18rem"
        aria-label={t('rules.assign.search')}
        placeholder={t('rules.assign.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {groups.error !== null ? (
        <ErrorState error={groups.error} retry={groups.refetch} />
      ) : (
        <DataTable
          label={t('rules.assign.button')}
          columns={columns}
          rows={groups.items}
          total={groups.total}
          rowKey={(group) => group.id}
          selection={{ selected, onChange: setSelected }}
          onEndReached={groups.fetchNextPage}
          maxHeight="calc(100dvh - 26rem)"
          empty={<EmptyState title={t('rules.assign.noGroups')} />}
        />
      )}
      <Group justify="flex-end" gap="xs">
        {selected.size === 0 ? <Text c="dimmed">{t('rules.assign.choose')}</Text> : null}
        <Button variant="default" onClick={onClose}>
          {t('rules.assign.cancel')}
        </Button>
        <Button
          disabled={selected.size === 0}
          loading={assign.isPending}
          onClick={() => assign.mutate({ ruleSetId: ruleSet.id, groupIds: [...selected] })}
        >
          {t('rules.assign.save', { count: selected.size })}
        </Button>
      </Group>
    </Stack>
  )
}

function groupColumns(t: TFunction, ruleSet: RuleSet): DataColumn<GroupRow>[] {
  return [
    {
      key: 'subject',
      header: t('groups.column.subject'),
      width: 'minmax(12rem, 2fr)',
      cell: (group) => group.subject,
    },
    {
      key: 'kind',
      header: t('groups.column.kind'),
      width: '8rem',
      cell: (group) => t(`groups.kindShort.${group.kind}`),
    },
    {
      key: 'has',
      header: t('groups.column.ruleSet'),
      cell: (group) => {
        if (group.ruleSetId === ruleSet.id) return t('rules.assign.hasThis')
        if (group.ruleSetName === null) return t('rules.assign.hasNone')
        return t('rules.assign.has', { name: group.ruleSetName })
      },
    },
  ]
}
