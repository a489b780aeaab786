import { Button, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TemplateDetail } from '../../../shared/domain/template-records.ts'
import { useFormat } from '../../lib/format.ts'
import { languageName } from '../../lib/language-names.ts'
import { navigate, useRoute } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Hindrance } from './hindrance.tsx'
import { PersonalPreview } from './personal-preview.tsx'
import { TemplateQualityBadge, TemplateStatusBadge } from './template-badges.tsx'
import { languageTag } from './template-language.ts'

/** One template: whether it can be sent, how it looks to each, what WhatsApp told about it. */
export function TemplateScreen() {
  const templateId = useRoute().params['templateId'] ?? ''
  const template = useCall('templates.get', { templateId })
  if (template.error !== null)
    return <ErrorState error={template.error} retry={() => void template.refetch()} />
  if (template.data === undefined) return <LoadingState />
  return <Shown key={template.data.id} template={template.data} />
}

function Shown({ template }: { readonly template: TemplateDetail }) {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader
        title={template.name}
        subtitle={
          <Group gap="xs">
            <TemplateStatusBadge status={template.status} />
            <TemplateQualityBadge quality={template.quality} />
            <span>
              {t(`templates.category.${template.category}`)} ·{' '}
              {languageName(languageTag(template.language))}
            </span>
          </Group>
        }
        primary={<EditButton template={template} />}
        actions={<DeleteButton template={template} />}
      />
      <Stack gap="lg">
        <Hindrance template={template} />
        <PersonalPreview template={template} />
        <Events template={template} />
      </Stack>
    </>
  )
}

function EditButton({ template }: { readonly template: TemplateDetail }) {
  const { t } = useTranslation()
  const save = useCommand('templates.saveDraft', {
    onSuccess: (draft) => navigate(`/template-drafts/${draft.id}`),
  })
  const { draft, draftId, id: templateId } = template
  if (!template.isEditable || draft === null) return null
  return (
    <Button
      loading={save.isPending}
      onClick={() =>
        draftId === null
          ? save.mutate({ templateId, draft })
          : navigate(`/template-drafts/${draftId}`)
      }
    >
      {t(draftId === null ? 'templates.edit' : 'templates.goOn')}
    </Button>
  )
}

function DeleteButton({ template }: { readonly template: TemplateDetail }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const remove = useCommand('templates.delete', { onSuccess: () => navigate('/templates') })
  if (!template.isDeletable) return null
  const { id: templateId, name } = template
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('templates.delete.button')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('templates.delete.title')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
        centered
      >
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (typed === name) remove.mutate({ templateId, confirmName: typed })
          }}
        >
          <Stack>
            <Text>{t('templates.delete.text')}</Text>
            <TextInput
              data-autofocus
              label={t('templates.delete.type', { name })}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
            />
            <Group justify="flex-end">
              <Button
                type="submit"
                color="red"
                disabled={typed !== name}
                loading={remove.isPending}
              >
                {t('templates.delete.confirm')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}

function Events({ template }: { readonly template: TemplateDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (template.events.length === 0) return null
  const words = ({ kind, value }: TemplateDetail['events'][number]) => {
    if (kind === 'status') return t(`templates.status.${value}`, { defaultValue: value })
    if (kind === 'quality') return t(`templates.quality.${value}`, { defaultValue: value })
    return t(`templates.category.${value}`, { defaultValue: value })
  }
  return (
    <div>
      <Title order={2} mb="xs">
        {t('templates.events')}
      </Title>
      <ul>
        {template.events.map((event, at) => (
          <li key={at}>
            {t(`templates.event.${event.kind}`, { value: words(event) })} ·{' '}
            {format.dateTime(event.at)}
          </li>
        ))}
      </ul>
    </div>
  )
}
