import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleSet } from '../../../shared/domain/rules.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCommand } from '../../lib/use-call.ts'
import { RuleFieldsets } from './rule-fieldsets.tsx'
import { formErrors, toForm, toRules, type RuleSetForm } from './rule-set-form.ts'
import { SummarySentence } from './summary-sentence.tsx'
import classes from './rules.module.css'

export interface RuleSetEditorProps {
  /** Null: a new one. */
  readonly ruleSet: RuleSet | null
  readonly onSaved: (ruleSet: RuleSet) => void
  readonly onCancel: () => void
  /** Told whenever there is, or is no longer, something that would be lost. */
  readonly onDirty: (isDirty: boolean) => void
}

/** All seven rules of one rule set, with what they mean in one sentence. */
export function RuleSetEditor({ ruleSet, onSaved, onCancel, onDirty }: RuleSetEditorProps) {
  const { t } = useTranslation()
  const before = useMemo(() => toForm(ruleSet), [ruleSet])
  const [form, setForm] = useState<RuleSetForm>(before)
  const [isNameLeft, setNameLeft] = useState(false)
  const [showErrors, setShowErrors] = useState(false)
  const errors = formErrors(form)
  const wrong = Object.keys(errors).length
  const isDirty = JSON.stringify(form) !== JSON.stringify(before)
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])
  const save = useCommand('ruleSets.save', {
    onSuccess: (saved) => {
      showDone(t('rules.editor.saved'))
      onDirty(false)
      onSaved(saved)
    },
  })
  const submit = () => {
    setShowErrors(true)
    if (wrong > 0) return
    const identity = ruleSet === null ? {} : { ruleSetId: ruleSet.id }
    save.mutate({ ...identity, name: form.name.trim(), rules: toRules(form) })
  }
  const nameError = errors['name']
  const groupCount = ruleSet?.groupCount ?? 0
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('rules.editor.name')}
          description={t('rules.editor.nameHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maw="24rem"
          value={form.name}
          onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
          onBlur={() => setNameLeft(true)}
          error={nameError !== undefined && (showErrors || isNameLeft) ? t(nameError.key) : null}
          withAsterisk
        />
        <Paper withBorder bg="var(--app-surface)">
          <RuleFieldsets form={form} onChange={setForm} errors={errors} showErrors={showErrors} />
        </Paper>
        <div className={classes['summary']}>
          <SummarySentence form={form} />
          <Group justify="flex-end" gap="xs" mt="xs">
            {showErrors && wrong > 0 ? (
              <Text c="red" role="alert">
                {t('rules.error.fix', { count: wrong })}
              </Text>
            ) : null}
            <Button variant="default" onClick={onCancel}>
              {t('rules.editor.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!isDirty}>
              {groupCount === 0
                ? t('rules.editor.save')
                : t('rules.editor.saveFor', { count: groupCount })}
            </Button>
          </Group>
        </div>
      </Stack>
    </form>
  )
}
