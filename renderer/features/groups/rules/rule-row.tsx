import { Group, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RuleStatus } from '../../../../shared/domain/rules.ts'
import { Link } from '../../../lib/router.ts'
import { Explain } from '../../../ui/explain.tsx'
import { RuleStateBadge } from '../../../lib/rule-state-badge.tsx'
import type { GroupDetail } from '../group-detail.ts'
import { Checklist } from './checklist.tsx'
import { useWantedWords } from './wanted-words.ts'
import classes from '../groups.module.css'

export interface RuleRowProps {
  readonly group: GroupDetail
  readonly status: RuleStatus
}

/** One rule: what it asks for, its honest state and why, and the steps where they are by hand. */
export function RuleRow({ group, status }: RuleRowProps) {
  const { t } = useTranslation()
  const wanted = useWantedWords(status)
  const name = t(`rules.rule.${status.rule}`)
  return (
    <section className={classes['rule']} aria-label={name}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
        <Stack gap={2}>
          <Title order={2} size="h3">
            {name}
          </Title>
          <Text>{wanted}</Text>
        </Stack>
        <Group gap="xs" wrap="nowrap">
          {status.openFindings > 0 ? (
            <Link to={`/groups/${group.id}/findings`}>
              {t('rules.tab.openFindings', { count: status.openFindings })}
            </Link>
          ) : null}
          <RuleStateBadge state={status.state} condition={status.condition} />
        </Group>
      </Group>
      <Text size="sm" c="dimmed" mt={4} maw="46rem">
        <Explain explanation={status.explanation} namespace="rules.explanation" />
      </Text>
      {status.checklist.length === 0 ? null : <Checklist groupId={group.id} status={status} />}
    </section>
  )
}
