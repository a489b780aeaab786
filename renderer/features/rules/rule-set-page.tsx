import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleSet } from '../../../shared/domain/rules.ts'
import { useFormat } from '../../lib/format.ts'
import { navigate } from '../../lib/router.ts'
import { AssignToGroups } from './assign-to-groups.tsx'
import { DeleteRuleSet } from './delete-rule-set.tsx'
import { RuleSetEditor } from './rule-set-editor.tsx'

export interface RuleSetPageProps {
  /** Null: a new one. */
  readonly ruleSet: RuleSet | null
  readonly onDirty: (isDirty: boolean) => void
  /** Goes to a path unless something would be lost. */
  readonly onLeave: (path: string) => void
}

/** One rule set: its rules, the groups it goes to, and its end. */
export function RuleSetPage({ ruleSet, onDirty, onLeave }: RuleSetPageProps) {
  const { t } = useTranslation()
  const [isAssigning, setAssigning] = useState(false)
  return (
    <Stack gap="md" style={{ minWidth: 0 }}>
      {ruleSet === null ? (
        <Title order={2}>{t('rules.newTitle')}</Title>
      ) : (
        <RuleSetHeader ruleSet={ruleSet} onAssign={() => setAssigning(true)} />
      )}
      {isAssigning && ruleSet !== null ? (
        <AssignToGroups ruleSet={ruleSet} onClose={() => setAssigning(false)} />
      ) : null}
      {/* Only hidden while groups are chosen, so that nothing typed is lost. */}
      <div hidden={isAssigning}>
        <RuleSetEditor
          ruleSet={ruleSet}
          onDirty={onDirty}
          onCancel={() => onLeave('/rule-sets')}
          onSaved={(saved) => {
            if (ruleSet === null) navigate(`/rule-sets/${saved.id}`, { replace: true })
          }}
        />
      </div>
    </Stack>
  )
}

interface RuleSetHeaderProps {
  readonly ruleSet: RuleSet
  readonly onAssign: () => void
}

function RuleSetHeader({ ruleSet, onAssign }: RuleSetHeaderProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [isDeleting, setDeleting] = useState(false)
  return (
    <Group justify="space-between">
      <div>
        <Title order={2}>{ruleSet.name}</Title>
        <Text size="sm" c="dimmed">
          {t('rules.version', {
            version: ruleSet.version,
            date: format.date(ruleSet.updatedAt),
          })}
        </Text>
      </div>
      <Group gap="xs">
        <Button variant="default" onClick={onAssign}>
          {t('rules.assign.button')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setDeleting(true)}
        >
          {t('rules.delete.button')}
        </Button>
      </Group>
      <DeleteRuleSet ruleSet={ruleSet} opened={isDeleting} onClose={() => setDeleting(false)} />
    </Group>
  )
}
