import { Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languageName } from '../../../lib/language-names.ts'
import { Link } from '../../../lib/router.ts'
import { useCall } from '../../../lib/use-call.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { LoadingState } from '../../../ui/loading-state.tsx'
import type { LegalText } from '../texts/text-slots.ts'
import { NoticeCounts } from './notice-counts.tsx'
import { toNoticeDraft, type NoticeForm } from './notice-draft.ts'
import { NoticeFields } from './notice-fields.tsx'
import { SendButton } from './send-button.tsx'
import classes from '../consent.module.css'

interface SendNoticeProps {
  /** The notices in force. */
  readonly texts: readonly LegalText[]
  readonly chosenId: string
}

/** Prepares a notice: to whom, how; beside it whom it reaches, and the button that sends it. */
export function SendNotice({ texts, chosenId }: SendNoticeProps) {
  const { t } = useTranslation()
  const [form, setForm] = useState<NoticeForm>(() => ({
    legalTextId: texts.some((text) => text.id === chosenId) ? chosenId : (texts[0]?.id ?? ''),
    audience: 'all',
    tagId: null,
    groupId: null,
    onlyWithout: true,
    templateId: null,
  }))
  const text = texts.find((one) => one.id === form.legalTextId)
  return (
    <>
      <Text size="sm" mb={4}>
        <Link to="/consent/notices">{t('consent.send.back')}</Link>
      </Text>
      <Title order={2} mb="sm">
        {t('consent.send.title')}
      </Title>
      <div className={classes['columns']}>
        <Stack gap="md">
          <NoticeFields
            form={form}
            texts={texts}
            onChange={(part) => setForm({ ...form, ...part })}
          />
          {text === undefined ? null : <Letter text={text} />}
        </Stack>
        <Preview form={form} />
      </div>
    </>
  )
}

function Letter({ text }: { readonly text: LegalText }) {
  const { t } = useTranslation()
  return (
    <div role="figure" aria-label={t('consent.send.figure')}>
      <Text size="sm" c="dimmed" mb={4}>
        {languageName(text.language)} · {t('consent.texts.version', { version: text.version })}
      </Text>
      {/* It scrolls: it has to be reachable by keyboard. */}
      <div
        className={`${classes['bubble'] ?? ''} ${classes['body'] ?? ''}`}
        lang={text.language}
        tabIndex={0}
      >
        {text.body}
      </div>
    </div>
  )
}

function Preview({ form }: { readonly form: NoticeForm }) {
  const { t } = useTranslation()
  const draft = toNoticeDraft(form)
  const preview = useCall(
    'notices.preview',
    draft ?? { legalTextId: form.legalTextId, target: { filter: {} } },
    { enabled: draft !== null, keepPrevious: true },
  )
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="notice-preview">
      <Title order={3} id="notice-preview" mb="xs">
        {t('consent.send.preview')}
      </Title>
      {draft === null ? (
        <Text c="dimmed">{t('consent.send.incomplete')}</Text>
      ) : preview.error !== null ? (
        <ErrorState error={preview.error} retry={() => void preview.refetch()} />
      ) : preview.data === undefined ? (
        <LoadingState rows={3} />
      ) : (
        <Stack gap="md">
          <NoticeCounts preview={preview.data} hasTemplate={form.templateId !== null} />
          <SendButton draft={draft} preview={preview.data} isCurrent={!preview.isPlaceholderData} />
        </Stack>
      )}
    </Paper>
  )
}
