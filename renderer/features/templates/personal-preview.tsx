import { Alert, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TemplateDetail } from '../../../shared/domain/template-records.ts'
import {
  bindableField,
  type VariableBinding,
  type VariableBindings,
} from '../../../shared/domain/templates.ts'
import { useCall } from '../../lib/use-call.ts'
import { ChatBubble } from '../../ui/chat-bubble.tsx'
import { ErrorState } from '../../ui/error-state.tsx'

interface Choice {
  readonly source: string
  readonly text: string
}

/** `text`, a field's name, or `custom:` and the key of one of the owner's fields. */
function toBindings(choices: Readonly<Record<string, Choice>>): VariableBindings {
  return Object.fromEntries(
    Object.entries(choices).flatMap(([variable, { source, text }]): [string, VariableBinding][] => {
      if (source === 'text') return text.trim() === '' ? [] : [[variable, { from: 'text', text }]]
      if (source.startsWith('custom:'))
        return [[variable, { from: 'custom', key: source.slice(7), fallback: text }]]
      const field = bindableField.safeParse(source)
      return field.success ? [[variable, { from: 'field', field: field.data, fallback: text }]] : []
    }),
  )
}

/** The template with somebody's own values in it, as their phone shows it. */
export function PersonalPreview({ template }: { readonly template: TemplateDetail }) {
  const { t } = useTranslation()
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({})
  const [contactId, setContactId] = useState<string | null>(null)
  const [bindings] = useDebouncedValue(toBindings(choices), 200)
  const preview = useCall(
    'templates.preview',
    { templateId: template.id, contactId, bindings },
    { keepPrevious: true },
  )
  const shown = preview.data
  const missing = contactId === null ? null : (shown?.missing ?? null)
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Stack gap="sm">
        <Title order={2}>{t('templates.preview.title')}</Title>
        {preview.error === null ? null : <ErrorState error={preview.error} />}
        {shown === undefined ? null : (
          <ChatBubble
            label={t('templates.preview.label')}
            header={shown.header}
            text={shown.body}
            footer={shown.footer}
            buttons={shown.buttons}
            media={shown.media === null ? null : t(`templates.media.${shown.media.kind}`)}
          />
        )}
        {missing === null ? null : (
          <Alert color="amber">{t('templates.preview.missing', { variable: missing })}</Alert>
        )}
      </Stack>
      <Stack gap="sm">
        <Title order={2}>{t('templates.preview.values')}</Title>
        <FindContact contactId={contactId} onChange={setContactId} />
        {template.variables.length === 0 ? (
          <Text c="dimmed">{t('templates.preview.noVariables')}</Text>
        ) : null}
        {template.variables.map((variable) => (
          <VariableFields
            key={variable}
            variable={variable}
            choice={choices[variable] ?? { source: '', text: '' }}
            onChange={(choice) => setChoices({ ...choices, [variable]: choice })}
          />
        ))}
      </Stack>
    </SimpleGrid>
  )
}

interface VariableFieldsProps {
  readonly variable: string
  readonly choice: Choice
  readonly onChange: (choice: Choice) => void
}

function VariableFields({ variable, choice, onChange }: VariableFieldsProps) {
  const { t } = useTranslation()
  const fields = useCall('customFields.list', {})
  return (
    <SimpleGrid cols={2} spacing="xs">
      <Select
        label={t('templates.preview.source', { variable })}
        placeholder={t('templates.preview.choose')}
        allowDeselect={false}
        value={choice.source === '' ? null : choice.source}
        onChange={(source) => onChange({ ...choice, source: source ?? '' })}
        data={[
          { value: 'text', label: t('templates.source.text') },
          ...bindableField.options.map((value) => ({
            value,
            label: t(`templates.source.${value}`),
          })),
          ...(fields.data?.fields ?? []).map(({ key, label }) => ({
            value: `custom:${key}`,
            label,
          })),
        ]}
      />
      <TextInput
        label={t(
          choice.source === 'text' ? 'templates.preview.text' : 'templates.preview.fallback',
          {
            variable,
          },
        )}
        value={choice.text}
        maxLength={200}
        onChange={(event) => onChange({ ...choice, text: event.currentTarget.value })}
      />
    </SimpleGrid>
  )
}

interface FindContactProps {
  readonly contactId: string | null
  readonly onChange: (contactId: string | null) => void
}

function FindContact({ contactId, onChange }: FindContactProps) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search.trim(), 200)
  const found = useCall('contacts.list', { search: asked, limit: 12 }, { keepPrevious: true })
  return (
    <Select
      label={t('templates.preview.contact')}
      placeholder={t('templates.preview.nobody')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('templates.preview.nobody') }}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={t('templates.preview.noContact')}
      value={contactId}
      onChange={onChange}
      data={(found.data?.items ?? []).map(({ id: value, name: label }) => ({ value, label }))}
    />
  )
}
