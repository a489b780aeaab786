import {
  Button,
  Checkbox,
  Fieldset,
  Group,
  MultiSelect,
  NumberInput,
  Radio,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CleanUpRule } from '../../../shared/domain/clean-up.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCall, useCommand } from '../../lib/use-call.ts'
import {
  formErrors,
  toForm,
  toInput,
  type RuleErrors,
  type RuleForm,
  type Typed,
} from './rule-form.ts'

export interface RuleEditorProps {
  /** Null for a rule that is not saved yet. */
  readonly rule: CleanUpRule | null
  readonly onSaved: (rule: CleanUpRule) => void
  readonly onCancel: () => void
}

/** Whom a rule is about, whom it leaves alone, what happens to the others, and when. */
export function RuleEditor({ rule, onSaved, onCancel }: RuleEditorProps) {
  const { t } = useTranslation()
  const [form, setForm] = useState<RuleForm>(() => toForm(rule))
  const [showErrors, setShowErrors] = useState(false)
  const [nameRefusal, setNameRefusal] = useState<string | null>(null)
  const errors = formErrors(form)
  const save = useCommand('cleanUp.saveRule', {
    handlesError: (error) => {
      if (error.code !== 'conflict') return false
      setNameRefusal(t('cleanUp.error.nameTaken'))
      return true
    },
    onSuccess: (saved) => {
      showDone(t('cleanUp.editor.saved'))
      onSaved(saved)
    },
  })
  const change = (patch: Partial<RuleForm>) => setForm({ ...form, ...patch })
  const wordsOf = (key: keyof RuleErrors) => {
    const error = errors[key]
    return showErrors && error !== undefined ? t(error) : null
  }
  const parts: PartProps = { form, change, wordsOf }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setShowErrors(true)
        if (Object.keys(errors).length === 0) save.mutate(toInput(form, rule?.id ?? null))
      }}
    >
      <Stack gap="md">
        <Title order={2} size="h3" pr="xl">
          {t(rule === null ? 'cleanUp.editor.newTitle' : 'cleanUp.editor.title')}
        </Title>
        <TextInput
          data-autofocus
          label={t('cleanUp.editor.name')}
          value={form.name}
          onChange={(event) => {
            setNameRefusal(null)
            change({ name: event.currentTarget.value })
          }}
          error={nameRefusal ?? wordsOf('name')}
          withAsterisk
        />
        <LookedFor {...parts} />
        <LeftAlone {...parts} />
        <ActionChoice {...parts} />
        <Schedule {...parts} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('cleanUp.editor.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface PartProps {
  readonly form: RuleForm
  readonly change: (patch: Partial<RuleForm>) => void
  readonly wordsOf: (key: keyof RuleErrors) => string | null
}

function LookedFor({ form, change, wordsOf }: PartProps) {
  const { t } = useTranslation()
  const flags = ['hasNoPurpose', 'isUndeliverable', 'hasNeverAgreed', 'isDuplicate'] as const
  const problem = wordsOf('criteria')
  return (
    <Fieldset legend={t('cleanUp.editor.lookFor')}>
      <Stack gap="xs">
        <Checkbox
          label={t('cleanUp.editor.inactive')}
          description={t('cleanUp.editor.inactiveHelp')}
          checked={form.isInactiveOn}
          onChange={(event) => change({ isInactiveOn: event.currentTarget.checked })}
        />
        {form.isInactiveOn ? (
          <NumberField
            label={t('cleanUp.editor.months')}
            value={form.inactiveMonths}
            onChange={(inactiveMonths) => change({ inactiveMonths })}
            error={wordsOf('inactiveMonths')}
          />
        ) : null}
        {flags.map((flag) => (
          <Checkbox
            key={flag}
            label={t(`cleanUp.editor.${flag}`)}
            description={t(`cleanUp.editor.${flag}Help`)}
            checked={form[flag]}
            onChange={(event) => change({ [flag]: event.currentTarget.checked })}
          />
        ))}
        {problem === null ? null : (
          <Text c="red" size="sm" role="alert">
            {problem}
          </Text>
        )}
        <Radio.Group
          label={t('cleanUp.editor.match')}
          value={form.match}
          onChange={(value) => change({ match: value === 'all' ? 'all' : 'any' })}
        >
          <Group gap="lg" mt={4}>
            <Radio value="any" label={t('cleanUp.editor.matchAny')} />
            <Radio value="all" label={t('cleanUp.editor.matchAll')} />
          </Group>
        </Radio.Group>
      </Stack>
    </Fieldset>
  )
}

function LeftAlone({ form, change, wordsOf }: PartProps) {
  const { t } = useTranslation()
  const tags = useCall('tags.list', {})
  const choices = (tags.data?.tags ?? []).map((tag) => ({ value: tag.id, label: tag.name }))
  return (
    <Fieldset legend={t('cleanUp.editor.leaveAlone')}>
      <Stack gap="xs">
        <Checkbox
          label={t('cleanUp.editor.orders')}
          checked={form.isOrdersOn}
          onChange={(event) => change({ isOrdersOn: event.currentTarget.checked })}
        />
        {form.isOrdersOn ? (
          <NumberField
            label={t('cleanUp.editor.months')}
            value={form.keepOrdersMonths}
            onChange={(keepOrdersMonths) => change({ keepOrdersMonths })}
            error={wordsOf('keepOrdersMonths')}
          />
        ) : null}
        <Checkbox
          label={t('cleanUp.editor.members')}
          description={t('cleanUp.editor.membersHelp')}
          checked={form.keepGroupMembers}
          onChange={(event) => change({ keepGroupMembers: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('cleanUp.editor.trusted')}
          checked={form.keepTrusted}
          onChange={(event) => change({ keepTrusted: event.currentTarget.checked })}
        />
        {choices.length === 0 ? null : (
          <MultiSelect
            label={t('cleanUp.editor.tags')}
            data={choices}
            value={[...form.keepTagIds]}
            onChange={(keepTagIds) => change({ keepTagIds })}
            searchable
            maxValues={20}
          />
        )}
      </Stack>
    </Fieldset>
  )
}

function ActionChoice({ form, change }: PartProps) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      label={t('cleanUp.editor.action')}
      value={form.action}
      onChange={(value) => change({ action: value === 'delete' ? 'delete' : 'anonymise' })}
    >
      <Stack gap="xs" mt={4}>
        {(['anonymise', 'delete'] as const).map((action) => (
          <Radio
            key={action}
            value={action}
            label={t(`cleanUp.action.${action}.name`)}
            description={t(`cleanUp.action.${action}.help`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}

function Schedule({ form, change, wordsOf }: PartProps) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs">
      <Checkbox
        label={t('cleanUp.editor.scheduled')}
        description={t('cleanUp.editor.scheduledHelp')}
        checked={form.isScheduled}
        onChange={(event) => change({ isScheduled: event.currentTarget.checked })}
      />
      {form.isScheduled ? (
        <NumberField
          label={t('cleanUp.editor.everyDays')}
          value={form.everyDays}
          onChange={(everyDays) => change({ everyDays })}
          error={wordsOf('everyDays')}
        />
      ) : null}
    </Stack>
  )
}

interface NumberFieldProps {
  readonly label: string
  readonly value: Typed
  readonly onChange: (value: Typed) => void
  readonly error: string | null
}

function NumberField({ label, value, onChange, error }: NumberFieldProps) {
  return (
    <NumberInput
      pl="xl"
      w="14rem"
      label={label}
      value={value}
      onChange={onChange}
      error={error}
      min={1}
      clampBehavior="none"
      allowNegative={false}
      allowDecimal={false}
    />
  )
}
