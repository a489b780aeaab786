import { Checkbox, Fieldset, Group, Select, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../lib/use-call.ts'
import { DaysField } from './rule-fields.tsx'
import type { FormErrors, RuleSetForm } from './rule-set-form.ts'

type Review = RuleSetForm['memberReview']

export interface CriteriaFieldsProps {
  readonly review: Review
  readonly onChange: (review: Review) => void
  readonly errors: FormErrors
  readonly showErrors: boolean
}

/** Which members a review brings up first. */
export function CriteriaFields({ review, onChange, errors, showErrors }: CriteriaFieldsProps) {
  const { t } = useTranslation()
  return (
    <Fieldset legend={t('rules.editor.criteria')} variant="unstyled">
      <Text size="sm" c="dimmed" mb="xs">
        {t('rules.editor.criteriaHelp')}
      </Text>
      <Stack gap="xs">
        <Checkbox
          label={t('rules.editor.inactive')}
          checked={review.isInactiveOn}
          onChange={(event) => onChange({ ...review, isInactiveOn: event.currentTarget.checked })}
        />
        {review.isInactiveOn ? (
          <Group pl="xl">
            <DaysField
              label={t('rules.editor.inactiveDays')}
              help={t('rules.editor.inactiveDaysHelp')}
              value={review.inactiveDays}
              onChange={(inactiveDays) => onChange({ ...review, inactiveDays })}
              error={errors['inactiveDays']}
              showErrors={showErrors}
            />
          </Group>
        ) : null}
        {(['neverWrote', 'noOptIn', 'optedOut', 'numberInvalid'] as const).map((name) => (
          <Checkbox
            key={name}
            label={t(`rules.editor.${name}`)}
            checked={review[name]}
            onChange={(event) => onChange({ ...review, [name]: event.currentTarget.checked })}
          />
        ))}
        <Checkbox
          label={t('rules.editor.notInList')}
          checked={review.isListOn}
          onChange={(event) => onChange({ ...review, isListOn: event.currentTarget.checked })}
        />
        {review.isListOn ? (
          <ListField review={review} onChange={onChange} errors={errors} showErrors={showErrors} />
        ) : null}
      </Stack>
    </Fieldset>
  )
}

function ListField({ review, onChange, errors, showErrors }: CriteriaFieldsProps) {
  const { t } = useTranslation()
  const { data } = useCall('contactLists.list', {})
  const lists = data?.lists ?? []
  if (data !== undefined && lists.length === 0) {
    return (
      <Text pl="xl" size="sm" c="dimmed">
        {t('rules.editor.noLists')}
      </Text>
    )
  }
  const error = errors['list']
  return (
    <Group pl="xl">
      <Select
        w="16rem"
        label={t('rules.editor.list')}
        placeholder={t('rules.editor.listPlaceholder')}
        value={review.notInListId}
        onChange={(notInListId) => onChange({ ...review, notInListId })}
        data={lists.map((list) => ({ value: list.id, label: list.name }))}
        error={showErrors && error !== undefined ? t(error.key) : null}
      />
    </Group>
  )
}
