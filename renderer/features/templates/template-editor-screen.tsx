import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedTemplateDraft } from '../../../shared/domain/template-records.ts'
import type { TemplateDraft, TemplateFinding } from '../../../shared/domain/templates.ts'
import { explain } from '../../lib/explain.ts'
import { showDone } from '../../lib/notify.tsx'
import { navigate, useRoute } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ChatBubble } from '../../ui/chat-bubble.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'
import { ButtonFields } from './button-fields.tsx'
import { buttonWords, emptyDraft, withExamples } from './draft.ts'
import { DraftFields } from './draft-fields.tsx'

/** Writes a template: fields on the left, the phone and what WhatsApp would say on the right. */
export function TemplateEditorScreen() {
  const draftId = useRoute().params['draftId']
  return draftId === undefined ? <Editor saved={null} /> : <Loaded draftId={draftId} />
}

function Loaded({ draftId }: { readonly draftId: string }) {
  const saved = useCall('templates.getDraft', { draftId })
  if (saved.error !== null)
    return <ErrorState error={saved.error} retry={() => void saved.refetch()} />
  if (saved.data === undefined) return <LoadingState />
  return <Editor key={draftId} saved={saved.data} />
}

function Editor({ saved }: { readonly saved: SavedTemplateDraft | null }) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<TemplateDraft>(saved?.draft ?? emptyDraft)
  const change = (part: Partial<TemplateDraft>) => setDraft((old) => ({ ...old, ...part }))
  const [asked] = useDebouncedValue(draft, 200)
  const lint = useCall('templates.lint', { draft: asked }, { keepPrevious: true })
  const findings = lint.data?.findings ?? []
  return (
    <>
      <PageHeader
        title={t(saved?.templateId ? 'templates.editor.change' : 'templates.editor.new')}
        subtitle={t('templates.editor.intro')}
        primary={<SubmitButton saved={saved} draft={draft} findings={findings} />}
        actions={<SaveButtons saved={saved} draft={draft} />}
      />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack gap="md">
          <DraftFields
            draft={draft}
            isChange={(saved?.templateId ?? null) !== null}
            onChange={change}
          />
          <ButtonFields buttons={draft.buttons} onChange={(buttons) => change({ buttons })} />
        </Stack>
        <Stack gap="md">
          <Title order={2}>{t('templates.preview.title')}</Title>
          <DraftBubble draft={draft} />
          <Title order={2}>{t('templates.lint.title')}</Title>
          <Findings findings={findings} />
        </Stack>
      </SimpleGrid>
    </>
  )
}

function DraftBubble({ draft }: { readonly draft: TemplateDraft }) {
  const { t } = useTranslation()
  const { header } = draft
  return (
    <ChatBubble
      label={t('templates.preview.label')}
      header={header.type === 'text' ? withExamples(header.text, draft, 'header:') : null}
      text={withExamples(draft.body, draft, '')}
      footer={draft.footer === '' ? null : draft.footer}
      buttons={draft.buttons.map((button) => buttonWords(button, t('templates.button.copy')))}
      media={
        header.type === 'none' || header.type === 'text'
          ? null
          : t(`templates.media.${header.type}`)
      }
    />
  )
}

const tones: Record<TemplateFinding['severity'], StatusTone> = {
  error: 'danger',
  warning: 'attention',
  hint: 'neutral',
}

function Findings({ findings }: { readonly findings: readonly TemplateFinding[] }) {
  const { t } = useTranslation()
  if (findings.length === 0) return <Text c="dimmed">{t('templates.lint.nothing')}</Text>
  return (
    <Stack gap="xs" aria-live="polite">
      {findings.map((finding, at) => (
        <Group key={at} gap="xs" wrap="nowrap" align="flex-start">
          <StatusBadge tone={tones[finding.severity]}>
            {t(`templates.severity.${finding.severity}`)}
          </StatusBadge>
          <Text size="sm">
            {t(`templates.field.${finding.field}`)}: {explain(finding, 'templates.finding')}
          </Text>
        </Group>
      ))}
    </Stack>
  )
}

interface SaveProps {
  readonly saved: SavedTemplateDraft | null
  readonly draft: TemplateDraft
}

function SaveButtons({ saved, draft }: SaveProps) {
  const { t } = useTranslation()
  const save = useCommand('templates.saveDraft', {
    onSuccess: ({ id }) => {
      showDone(t('templates.editor.saved'))
      if (saved === null) navigate(`/template-drafts/${id}`, { replace: true })
    },
  })
  const discard = useCommand('templates.discardDraft', { onSuccess: () => navigate('/templates') })
  return (
    <>
      {saved === null ? null : (
        <Button
          variant="default"
          loading={discard.isPending}
          onClick={() => discard.mutate({ draftId: saved.id })}
        >
          {t('templates.editor.discard')}
        </Button>
      )}
      <Button
        variant="default"
        loading={save.isPending}
        onClick={() => save.mutate({ ...(saved === null ? {} : { draftId: saved.id }), draft })}
      >
        {t('templates.editor.save')}
      </Button>
    </>
  )
}

function SubmitButton({
  saved,
  draft,
  findings,
}: SaveProps & { readonly findings: readonly TemplateFinding[] }) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const submit = useCommand('templates.submit', {
    onSuccess: (template) => navigate(`/templates/${template.id}`),
  })
  const save = useCommand('templates.saveDraft', {
    onSuccess: ({ id }) => submit.mutate({ draftId: id }),
  })
  const isBlocked = findings.some(({ severity }) => severity === 'error')
  return (
    <>
      <Button disabled={isBlocked} onClick={() => setAsking(true)}>
        {t('templates.editor.submit')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          save.mutate({ ...(saved === null ? {} : { draftId: saved.id }), draft })
        }}
        title={t('templates.editor.submitTitle')}
        confirmLabel={t('templates.editor.submit')}
        isBusy={save.isPending || submit.isPending}
      >
        {t(saved?.templateId ? 'templates.editor.submitChangeText' : 'templates.editor.submitText')}
      </ConfirmDialog>
    </>
  )
}
