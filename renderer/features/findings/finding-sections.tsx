import { NavLink, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ruleKey, type RuleKey } from '../../../shared/domain/rules.ts'
import { useFormat } from '../../lib/format.ts'
import { useCall, useInfinitePages } from '../../lib/use-call.ts'
import type { FindingState } from './finding-state.ts'
import classes from './findings.module.css'

export type Section =
  | { readonly kind: 'all' }
  | { readonly kind: 'group'; readonly groupId: string }
  | { readonly kind: 'rule'; readonly rule: RuleKey }

export interface FindingSectionsProps {
  readonly section: Section
  readonly state: FindingState
  readonly onChange: (section: Section) => void
}

type Arrangement = 'group' | 'rule'

/** The groups or the rules that have findings, with their counts, to choose one. */
export function FindingSections({ section, state, onChange }: FindingSectionsProps) {
  const { t } = useTranslation()
  const [by, setBy] = useState<Arrangement>(section.kind === 'rule' ? 'rule' : 'group')
  return (
    <nav aria-label={t('findings.groupBy')}>
      <SegmentedControl
        fullWidth
        mb="xs"
        aria-label={t('findings.groupBy')}
        value={by}
        onChange={setBy}
        data={[
          { value: 'group', label: t('findings.byGroup') },
          { value: 'rule', label: t('findings.byRule') },
        ]}
      />
      <SectionLink
        label={t('findings.stateAll')}
        input={{ state }}
        active={section.kind === 'all'}
        onClick={() => onChange({ kind: 'all' })}
        alwaysShown
      />
      <Stack gap={0} className={classes['sections']}>
        {by === 'group' ? (
          <GroupSections section={section} state={state} onChange={onChange} />
        ) : (
          ruleKey.options.map((rule) => (
            <SectionLink
              key={rule}
              label={t(`rules.rule.${rule}`)}
              input={{ state, rule }}
              active={section.kind === 'rule' && section.rule === rule}
              onClick={() => onChange({ kind: 'rule', rule })}
            />
          ))
        )}
      </Stack>
    </nav>
  )
}

/** Groups with open findings; for other states, every group, since only open ones are counted. */
function GroupSections({ section, state, onChange }: FindingSectionsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const groups = useInfinitePages('groups.list', { limit: 500 })
  const shown = groups.items.filter(
    (group) =>
      state !== 'open' ||
      group.openFindings > 0 ||
      (section.kind === 'group' && section.groupId === group.id),
  )
  return (
    <>
      {shown.map((group) => (
        <NavLink
          key={group.id}
          component="button"
          label={group.subject}
          active={section.kind === 'group' && section.groupId === group.id}
          aria-current={
            section.kind === 'group' && section.groupId === group.id ? 'true' : undefined
          }
          rightSection={
            state === 'open' ? <Text size="sm">{format.number(group.openFindings)}</Text> : null
          }
          onClick={() => onChange({ kind: 'group', groupId: group.id })}
        />
      ))}
      {groups.hasNextPage ? (
        <NavLink component="button" label={t('findings.more')} onClick={groups.fetchNextPage} />
      ) : null}
    </>
  )
}

interface SectionLinkProps {
  readonly label: string
  readonly input: { readonly state: FindingState; readonly rule?: RuleKey }
  readonly active: boolean
  readonly onClick: () => void
  readonly alwaysShown?: boolean
}

function SectionLink({ label, input, active, onClick, alwaysShown = false }: SectionLinkProps) {
  const format = useFormat()
  const { data } = useCall('findings.list', { ...input, limit: 1 }, { keepPrevious: true })
  const total = data?.total ?? 0
  if (total === 0 && !active && !alwaysShown) return null
  return (
    <NavLink
      component="button"
      label={label}
      active={active}
      aria-current={active ? 'true' : undefined}
      rightSection={<Text size="sm">{format.number(total)}</Text>}
      onClick={onClick}
    />
  )
}
