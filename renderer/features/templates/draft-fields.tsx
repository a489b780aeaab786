import { Button, FileButton, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TemplateDraft } from '../../../shared/domain/templates.ts'
import { stageFile } from '../../lib/files.ts'
import { languageName } from '../../lib/language-names.ts'
import { showError } from '../../lib/notify.tsx'
import { toErrorReply, useCommand } from '../../lib/use-call.ts'
import { exampleNames } from './draft.ts'
import { languageTag, templateLanguages } from './template-language.ts'

interface DraftFieldsProps {
  readonly draft: TemplateDraft
  /** Of a template that WhatsApp has already: its name and language stay. */
  readonly isChange: boolean
  readonly onChange: (part: Partial<TemplateDraft>) => void
}

/** Name, language, category, header, body, footer, and examples of the variables. */
export function DraftFields({ draft, isChange, onChange }: DraftFieldsProps) {
  const { t } = useTranslation()
  const languages = [...new Set([...templateLanguages, draft.language])]
  return (
    <Stack gap="md">
      <TextInput
        label={t('templates.field.name')}
        description={t('templates.help.name')}
        disabled={isChange}
        value={draft.name}
        maxLength={600}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <Select
          label={t('templates.field.language')}
          disabled={isChange}
          searchable
          allowDeselect={false}
          value={draft.language}
          onChange={(language) => onChange({ language: language ?? draft.language })}
          data={languages.map((value) => ({ value, label: languageName(languageTag(value)) }))}
        />
        <Select
          label={t('templates.field.category')}
          allowDeselect={false}
          value={draft.category}
          onChange={(category) =>
            onChange({ category: category === 'UTILITY' ? 'UTILITY' : 'MARKETING' })
          }
          data={(['MARKETING', 'UTILITY'] as const).map((value) => ({
            value,
            label: t(`templates.category.${value}`),
          }))}
        />
      </Group>
      <HeaderFields draft={draft} onChange={onChange} />
      <Textarea
        label={t('templates.field.body')}
        description={t('templates.help.body', { open: '{{', close: '}}' })}
        autosize
        minRows={4}
        maxLength={5000}
        value={draft.body}
        onChange={(event) => onChange({ body: event.currentTarget.value })}
      />
      <TextInput
        label={t('templates.field.footer')}
        maxLength={500}
        value={draft.footer}
        onChange={(event) => onChange({ footer: event.currentTarget.value })}
      />
      {exampleNames(draft).map((name) => (
        <TextInput
          key={name}
          label={t('templates.example', { name })}
          maxLength={1024}
          value={draft.examples[name] ?? ''}
          onChange={(event) =>
            onChange({ examples: { ...draft.examples, [name]: event.currentTarget.value } })
          }
        />
      ))}
    </Stack>
  )
}

function HeaderFields({ draft, onChange }: Omit<DraftFieldsProps, 'isChange'>) {
  const { t } = useTranslation()
  const { header } = draft
  const isMedia = header.type !== 'none' && header.type !== 'text'
  const choose = (kind: string | null) => {
    if (kind === 'text') onChange({ header: { type: 'text', text: '' } })
    else if (kind === 'media') onChange({ header: { type: 'image', handle: '', fileName: '' } })
    else onChange({ header: { type: 'none' } })
  }
  return (
    <>
      <Select
        label={t('templates.field.header')}
        allowDeselect={false}
        value={isMedia ? 'media' : header.type}
        onChange={choose}
        data={(['none', 'text', 'media'] as const).map((value) => ({
          value,
          label: t(`templates.header.${value}`),
        }))}
      />
      {header.type === 'text' ? (
        <TextInput
          label={t('templates.header.textLabel')}
          maxLength={1000}
          value={header.text}
          onChange={(event) =>
            onChange({ header: { type: 'text', text: event.currentTarget.value } })
          }
        />
      ) : null}
      {isMedia ? (
        <MediaField fileName={header.fileName} onHeader={(next) => onChange({ header: next })} />
      ) : null}
    </>
  )
}

interface MediaFieldProps {
  readonly fileName: string
  readonly onHeader: (header: TemplateDraft['header']) => void
}

function MediaField({ fileName, onHeader }: MediaFieldProps) {
  const { t } = useTranslation()
  const [isStaging, setStaging] = useState(false)
  const upload = useCommand('templates.uploadHeader', { onSuccess: onHeader })
  const take = async (file: File | null) => {
    if (file === null) return
    setStaging(true)
    try {
      upload.mutate({ fileId: await stageFile(file) })
    } catch (error) {
      showError(toErrorReply(error))
    } finally {
      setStaging(false)
    }
  }
  return (
    <Group>
      <FileButton
        accept="image/jpeg,image/png,video/mp4,application/pdf"
        onChange={(file) => void take(file)}
      >
        {(props) => (
          <Button {...props} variant="default" loading={isStaging || upload.isPending}>
            {t('templates.header.upload')}
          </Button>
        )}
      </FileButton>
      <Text size="sm" c="dimmed">
        {fileName === '' ? t('templates.help.media') : fileName}
      </Text>
    </Group>
  )
}
