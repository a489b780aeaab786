import { Checkbox, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { languageName } from '../../../lib/language-names.ts'
import { useCall, useInfinitePages } from '../../../lib/use-call.ts'
import type { LegalText } from '../texts/text-slots.ts'
import type { NoticeForm } from './notice-draft.ts'

interface NoticeFieldsProps {
  readonly form: NoticeForm
  readonly texts: readonly LegalText[]
  readonly onChange: (part: Partial<NoticeForm>) => void
}

/** Which notice, to whom, and by which template where no own text may be sent. */
export function NoticeFields({ form, texts, onChange }: NoticeFieldsProps) {
  const { t } = useTranslation()
  return (
    <Stack gap="md">
      <Select
        label={t('consent.send.text')}
        allowDeselect={false}
        value={form.legalTextId}
        onChange={(legalTextId) => onChange({ legalTextId: legalTextId ?? form.legalTextId })}
        data={texts.map((text) => ({
          value: text.id,
          label: `${t(`consent.textKind.${text.kind}`)} · ${languageName(text.language)}`,
        }))}
      />
      <Audience form={form} texts={texts} onChange={onChange} />
      <Checkbox
        label={t('consent.send.onlyWithout')}
        checked={form.onlyWithout}
        onChange={(event) => onChange({ onlyWithout: event.currentTarget.checked })}
      />
      <TemplateField form={form} texts={texts} onChange={onChange} />
    </Stack>
  )
}

function Audience({ form, onChange }: NoticeFieldsProps) {
  const { t } = useTranslation()
  const tags = useCall('tags.list', {}, { enabled: form.audience === 'tag' })
  const groups = useInfinitePages(
    'groups.list',
    { limit: 500 },
    { enabled: form.audience === 'group' },
  )
  return (
    <>
      <div>
        <Text size="sm" fw={500} mb={4} id="notice-audience">
          {t('consent.send.audience')}
        </Text>
        <SegmentedControl
          aria-labelledby="notice-audience"
          value={form.audience}
          onChange={(audience) => onChange({ audience })}
          data={(['all', 'tag', 'group'] as const).map((value) => ({
            value,
            label: t(`consent.send.to.${value}`),
          }))}
        />
      </div>
      {form.audience === 'tag' ? (
        <Select
          label={t('consent.send.tag')}
          placeholder={t('consent.send.tagPlaceholder')}
          nothingFoundMessage={t('consent.send.tagNone')}
          searchable
          value={form.tagId}
          onChange={(tagId) => onChange({ tagId })}
          data={(tags.data?.tags ?? []).map((tag) => ({ value: tag.id, label: tag.name }))}
        />
      ) : null}
      {form.audience === 'group' ? (
        <Select
          label={t('consent.send.group')}
          placeholder={t('consent.send.groupPlaceholder')}
          searchable
          value={form.groupId}
          onChange={(groupId) => onChange({ groupId })}
          data={groups.items.map((group) => ({ value: group.id, label: group.subject }))}
        />
      ) : null}
    </>
  )
}

function TemplateField({ form, onChange }: NoticeFieldsProps) {
  const { t } = useTranslation()
  const templates = useCall('templates.list', {})
  const usable = (templates.data?.templates ?? []).filter(
    (template) => template.status === 'APPROVED' && template.variables.length <= 1,
  )
  return (
    <Select
      label={t('consent.send.template')}
      description={t('consent.send.templateHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder={t('consent.send.noTemplate')}
      nothingFoundMessage={t('consent.send.templateNone')}
      clearable
      clearButtonProps={{ 'aria-label': t('consent.record.clear') }}
      value={form.templateId}
      onChange={(templateId) => onChange({ templateId })}
      data={usable.map((template) => ({
        value: template.id,
        label: `${template.name} · ${template.language}`,
      }))}
    />
  )
}
