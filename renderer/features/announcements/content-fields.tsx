import { Alert, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Template } from '../../../shared/domain/announcements.ts'
import { longestBody, type Draft, type DraftProblems } from './draft.ts'

interface ContentFieldsProps {
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
  readonly templates: readonly Template[]
  readonly problems: DraftProblems
}

/** What is said: own text, or a template with its values. */
export function ContentFields(props: ContentFieldsProps) {
  const { t } = useTranslation()
  const { draft, onChange } = props
  return (
    <Stack gap="sm" mb="lg">
      <div>
        <Text size="sm" fw={600} mb={4} id="announcement-type">
          {t('announcements.form.type')}
        </Text>
        <SegmentedControl
          aria-labelledby="announcement-type"
          value={draft.type}
          onChange={(type) => onChange({ type })}
          data={[
            { value: 'text', label: t('announcements.form.text') },
            { value: 'template', label: t('announcements.form.template') },
          ]}
        />
      </div>
      {draft.type === 'text' ? <BodyField {...props} /> : <TemplateFields {...props} />}
    </Stack>
  )
}

function BodyField({ draft, onChange, problems }: ContentFieldsProps) {
  const { t } = useTranslation()
  const isTooLong = draft.body.length > longestBody
  const problem = isTooLong ? 'bodyTooLong' : problems['body']
  return (
    <div>
      <Textarea
        label={t('announcements.form.body')}
        description={t('announcements.form.bodyHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={5}
        maxRows={16}
        value={draft.body}
        onChange={(event) => onChange({ body: event.currentTarget.value })}
        error={
          problem === undefined ? null : t(`announcements.form.${problem}`, { max: longestBody })
        }
      />
      <Text size="xs" c="dimmed" ta="end">
        {t('announcements.form.characters', { count: draft.body.length, max: longestBody })}
      </Text>
    </div>
  )
}

function TemplateFields({ draft, onChange, templates, problems }: ContentFieldsProps) {
  const { t } = useTranslation()
  if (templates.length === 0) return <Alert>{t('announcements.form.templatesEmpty')}</Alert>
  const template = templates.find((one) => one.id === draft.templateId)
  const problem = problems['templateId']
  return (
    <>
      <Select
        label={t('announcements.form.templateLabel')}
        placeholder={t('announcements.form.templatePlaceholder')}
        nothingFoundMessage={t('announcements.form.templateNone')}
        searchable
        value={draft.templateId}
        onChange={(templateId) => onChange({ templateId, variables: {} })}
        error={problem === undefined ? null : t(`announcements.form.${problem}`)}
        data={templates.map((one) => ({
          value: one.id,
          label: [
            t('announcements.form.templateOption', { name: one.name, language: one.language }),
            t(`announcements.category.${one.category}`),
            ...(one.status === 'APPROVED' ? [] : [t(`announcements.templateStatus.${one.status}`)]),
          ].join(' · '),
          disabled: one.status !== 'APPROVED',
        }))}
      />
      {template?.variables.map((name) => (
        <TextInput
          key={name}
          label={t('announcements.form.variable', { name: `{{${name}}}` })}
          maxLength={1024}
          value={draft.variables[name] ?? ''}
          onChange={(event) =>
            onChange({ variables: { ...draft.variables, [name]: event.currentTarget.value } })
          }
          error={
            problems[`variable ${name}`] === undefined
              ? null
              : t('announcements.form.variableRequired')
          }
        />
      ))}
    </>
  )
}
