import { Button, Group, Paper, Select, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { legalTextKind } from '../../../../shared/domain/consent.ts'
import { currentLanguage } from '../../../lib/i18n.ts'
import { languageChoices } from '../../../lib/language-names.ts'
import { showDone } from '../../../lib/notify.tsx'
import { usePurposeWords } from '../../../lib/purpose-words.ts'
import { useCall, useCommand } from '../../../lib/use-call.ts'
import type { Purpose } from '../purpose-table.tsx'
import { TextPreview } from './text-preview.tsx'
import { slotKey, type LegalText, type TextSlot } from './text-slots.ts'
import classes from '../consent.module.css'

/** Longest text that the contract takes. */
const longestBody = 4000

interface TextEditorProps {
  readonly purposes: readonly Purpose[]
  readonly slots: readonly TextSlot[]
  /** The text that gets its next version; null: it is chosen here. */
  readonly slot: TextSlot | null
  readonly onCancel: () => void
  readonly onSaved: (text: LegalText) => void
}

interface Place {
  readonly kind: LegalText['kind']
  readonly purpose: string
  readonly language: string
}

/** Writes the next version of a text; what differs from the one in force stands beside it. */
export function TextEditor({ purposes, slots, slot, onCancel, onSaved }: TextEditorProps) {
  const { t } = useTranslation()
  const [place, setPlace] = useState<Place>({
    kind: slot?.kind ?? 'consent',
    purpose: slot?.purpose ?? 'marketing',
    language: slot?.language ?? currentLanguage(),
  })
  const [body, setBody] = useState(slot?.versions[0]?.body ?? '')
  const [isChecked, setChecked] = useState(false)
  const [refusal, setRefusal] = useState<'same' | null>(null)
  const purpose = place.kind === 'consent' ? place.purpose : null
  const before = slots.find((one) => one.key === slotKey({ ...place, purpose }))?.versions[0]
  const problem = problemOf(body, before?.body ?? null)
  const nextVersion = (before?.version ?? 0) + 1
  const save = useCommand('legalTexts.save', {
    onSuccess: (text) => {
      showDone(t('consent.texts.saved', { version: text.version }))
      onSaved(text)
    },
    handlesError: (error) => {
      if (error.code !== 'conflict') return false
      setRefusal('same')
      return true
    },
  })
  const shown = refusal ?? (isChecked || problem === 'bodyTooLong' ? problem : null)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (problem !== null) return
        const { kind, language } = place
        save.mutate({ kind, language, body: body.trim(), ...(purpose === null ? {} : { purpose }) })
      }}
    >
      <Title order={2} mb="sm">
        {t(before === undefined ? 'consent.texts.firstTitle' : 'consent.texts.nextTitle', {
          version: nextVersion,
        })}
      </Title>
      <div className={classes['columns']}>
        <Stack gap="sm">
          {slot === null ? (
            <PlaceFields place={place} purposes={purposes} slots={slots} onChange={setPlace} />
          ) : null}
          <Textarea
            label={t('consent.texts.body')}
            description={t(`consent.texts.bodyHelp.${place.kind}`)}
            inputWrapperOrder={['label', 'description', 'input', 'error']}
            autosize
            minRows={8}
            maxRows={20}
            lang={place.language}
            value={body}
            onChange={(event) => {
              setRefusal(null)
              setBody(event.currentTarget.value)
            }}
            error={shown === null ? null : t(`consent.texts.${shown}`, { max: longestBody })}
          />
          <Suggestion
            place={place}
            // What was typed is not written over.
            isOffered={body.trim() === '' || body === before?.body}
            onTake={setBody}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onCancel}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('consent.texts.saveAs', { version: nextVersion })}
            </Button>
          </Group>
        </Stack>
        <Paper withBorder p="md" component="section" aria-labelledby="text-preview">
          <Title order={3} id="text-preview" mb="xs">
            {t(before === undefined ? 'consent.texts.previewTitle' : 'consent.texts.differs')}
          </Title>
          <TextPreview before={before ?? null} after={body} />
          <Text size="sm" c="dimmed" mt="sm">
            {before === undefined
              ? t('consent.texts.firstMeans')
              : t(`consent.texts.means.${place.kind === 'consent' ? 'consent' : 'notice'}`, {
                  count: before.contacts,
                  version: before.version,
                })}
          </Text>
        </Paper>
      </div>
    </form>
  )
}

function problemOf(
  body: string,
  before: string | null,
): 'bodyMissing' | 'bodyTooLong' | 'same' | null {
  const trimmed = body.trim()
  if (trimmed === '') return 'bodyMissing'
  if (trimmed.length > longestBody) return 'bodyTooLong'
  return trimmed === before?.trim() ? 'same' : null
}

interface SuggestionProps {
  readonly place: Place
  readonly isOffered: boolean
  readonly onTake: (body: string) => void
}

function Suggestion({ place, isOffered, onTake }: SuggestionProps) {
  const { t } = useTranslation()
  const suggestions = useCall('legalTexts.suggestions', {})
  const purpose = place.kind === 'consent' ? place.purpose : null
  const found = suggestions.data?.drafts.find(
    (draft) => slotKey(draft) === slotKey({ ...place, purpose }),
  )
  if (found === undefined || !isOffered) return null
  return (
    <Group gap="xs">
      <Button size="xs" variant="light" onClick={() => onTake(found.body)}>
        {t('consent.texts.suggestion')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('consent.texts.suggestionHelp')}
      </Text>
    </Group>
  )
}

interface PlaceFieldsProps {
  readonly place: Place
  readonly purposes: readonly Purpose[]
  readonly slots: readonly TextSlot[]
  readonly onChange: (place: Place) => void
}

function PlaceFields({ place, purposes, slots, onChange }: PlaceFieldsProps) {
  const { t } = useTranslation()
  const purposeWords = usePurposeWords()
  return (
    <>
      <Select<Place['kind']>
        label={t('consent.texts.kind')}
        allowDeselect={false}
        value={place.kind}
        onChange={(kind) => onChange({ ...place, kind: kind ?? 'consent' })}
        data={legalTextKind.options.map((value) => ({
          value,
          label: t(`consent.textKind.${value}`),
        }))}
      />
      {place.kind === 'consent' ? (
        <Select
          label={t('consent.texts.purpose')}
          allowDeselect={false}
          value={place.purpose}
          onChange={(purpose) => onChange({ ...place, purpose: purpose ?? 'marketing' })}
          data={purposes.map(({ key, name }) => ({ value: key, label: purposeWords(key, name) }))}
        />
      ) : null}
      <Select
        label={t('consent.texts.language')}
        allowDeselect={false}
        searchable
        value={place.language}
        onChange={(language) => onChange({ ...place, language: language ?? place.language })}
        data={languageChoices(slots.map((slot) => slot.language))}
      />
    </>
  )
}
