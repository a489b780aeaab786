import { Button, Group, Select, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showDone } from '../../lib/notify.tsx'
import { Link } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'

export interface AssignRuleSetProps {
  readonly groupIds: string[]
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Value of the choice "no rule set". */
const none = 'none'

/** Gives one rule set to several groups at once. */
export function AssignRuleSet({ groupIds, onDone, onClose }: AssignRuleSetProps) {
  const { t } = useTranslation()
  const count = groupIds.length
  const [choice, setChoice] = useState<string | null>(null)
  const [isTouched, setTouched] = useState(false)
  const list = useCall('ruleSets.list', {})
  const assign = useCommand('ruleSets.assign', {
    onSuccess: ({ groups }) => {
      showDone(t('groups.assign.done', { count: groups }))
      onDone()
    },
  })
  if (list.error !== null) {
    return <ErrorState error={list.error} retry={() => void list.refetch()} />
  }
  if (list.data === undefined) return <LoadingState rows={3} />
  const { ruleSets } = list.data
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setTouched(true)
        if (choice === null || count === 0) return
        assign.mutate({ ruleSetId: choice === none ? null : choice, groupIds })
      }}
    >
      <Stack gap="md">
        <Title order={2} pr="xl">
          {t('groups.assign.title', { count })}
        </Title>
        <Text c="dimmed">{t('groups.assign.help')}</Text>
        {ruleSets.length === 0 ? (
          <Text>
            {t('groups.assign.noSets')}{' '}
            <Link to="/rule-sets/new">{t('groups.assign.makeOne')}</Link>
          </Text>
        ) : null}
        <Select
          label={t('groups.assign.ruleSet')}
          placeholder={t('groups.assign.placeholder')}
          data={[
            ...ruleSets.map((ruleSet) => ({ value: ruleSet.id, label: ruleSet.name })),
            { value: none, label: t('groups.assign.none') },
          ]}
          value={choice}
          onChange={setChoice}
          onBlur={() => setTouched(true)}
          error={isTouched && choice === null ? t('groups.assign.choose') : null}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('groups.assign.cancel')}
          </Button>
          <Button type="submit" loading={assign.isPending} disabled={count === 0}>
            {t('groups.assign.save', { count })}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
