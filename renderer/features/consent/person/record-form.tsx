import { Button, Group, Radio, Select, Stack, Textarea, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { recordableSource } from '../../../../shared/domain/consent.ts'
import { useCountryChoices } from '../../../lib/countries.ts'
import { languageName } from '../../../lib/language-names.ts'
import { showDone } from '../../../lib/notify.tsx'
import { usePurposeWords } from '../../../lib/purpose-words.ts'
import { useCall, useCommand } from '../../../lib/use-call.ts'
import type { Standing } from '../state-badge.tsx'
import { DayInput } from './day-input.tsx'
import { OwnNo } from './own-no.tsx'
import {
  emptyRecord,
  isOverNo,
  recordProblems,
  toRecordInput,
  type RecordDraft,
} from './record-draft.ts'

interface RecordFormProps {
  readonly contactId: string
  readonly purpose: string
  readonly standings: readonly Standing[]
  readonly onClose: () => void
}

/** Writes the next line of the ledger: what somebody said, where, in answer to which words. */
export function RecordForm({ contactId, purpose, standings, onClose }: RecordFormProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<RecordDraft>(() => emptyRecord(purpose, Date.now()))
  const [isChecked, setChecked] = useState(false)
  const [isRefused, setRefused] = useState(false)
  const change = (part: Partial<RecordDraft>) => {
    setRefused(false)
    setDraft({ ...draft, ...part })
  }
  const problems = recordProblems(draft, Date.now())
  const record = useCommand('consent.record', {
    onSuccess: () => {
      showDone(t('consent.record.saved'))
      onClose()
    },
    handlesError: (error) => {
      if (error.code !== 'opted_out') return false
      setRefused(true)
      return true
    },
  })
  const standing = standings.find((one) => one.purpose === draft.purpose)
  // A yes from before the no is history and may be written down.
  const isOwnNo =
    draft.state === 'given' && (isRefused || (standing !== undefined && isOverNo(draft, standing)))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (Object.keys(problems).length > 0 || isOwnNo) return
        record.mutate(toRecordInput(contactId, draft, Date.now()))
      }}
    >
      <Stack gap="sm">
        <Title order={2} pr={32}>
          {t('consent.record.title')}
        </Title>
        <WhatFields draft={draft} standings={standings} onChange={change} />
        {isOwnNo ? <OwnNo since={standing?.since ?? null} /> : null}
        <HowFields draft={draft} problems={isChecked ? problems : {}} onChange={change} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={isOwnNo} loading={record.isPending}>
            {t('consent.record.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface FieldsProps {
  readonly draft: RecordDraft
  readonly onChange: (part: Partial<RecordDraft>) => void
}

function WhatFields({
  draft,
  standings,
  onChange,
}: FieldsProps & { readonly standings: readonly Standing[] }) {
  const { t } = useTranslation()
  const purposeWords = usePurposeWords()
  return (
    <>
      <Select
        label={t('consent.record.purpose')}
        allowDeselect={false}
        value={draft.purpose}
        onChange={(purpose) => {
          if (purpose !== null) onChange({ purpose, legalTextId: null, language: null })
        }}
        data={standings.map((standing) => ({
          value: standing.purpose,
          label: purposeWords(standing.purpose, standing.purposeName),
        }))}
      />
      <Radio.Group
        label={t('consent.record.state')}
        value={draft.state}
        onChange={(state) => onChange({ state })}
      >
        <Stack gap={6} mt={4}>
          <Radio value="given" label={t('consent.record.given')} />
          <Radio value="withdrawn" label={t('consent.record.withdrawn')} />
        </Stack>
      </Radio.Group>
    </>
  )
}

function HowFields({
  draft,
  problems,
  onChange,
}: FieldsProps & { readonly problems: Partial<Record<string, string>> }) {
  const { t } = useTranslation()
  const countries = useCountryChoices()
  const words = (field: string) => {
    const problem = problems[field]
    return problem === undefined ? null : t(`consent.record.${problem}`)
  }
  return (
    <>
      <Select<RecordDraft['source']>
        label={t('consent.record.source')}
        allowDeselect={false}
        value={draft.source}
        onChange={(source) => onChange({ source: source ?? 'spoken' })}
        data={recordableSource.options.map((value) => ({
          value,
          label: t(`consent.source.${value}`),
        }))}
      />
      {draft.state === 'given' ? <WordingField draft={draft} onChange={onChange} /> : null}
      <DayInput
        label={t('consent.record.day')}
        help={t('consent.record.dayHelp')}
        value={draft.day}
        onChange={(day) => onChange({ day: day ?? draft.day })}
        error={words('day')}
      />
      <TextInput
        label={t('consent.record.evidence')}
        description={t('consent.record.evidenceHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={draft.evidence}
        onChange={(event) => onChange({ evidence: event.currentTarget.value })}
        error={words('evidence')}
      />
      {draft.state === 'given' ? (
        <DayInput
          label={t('consent.record.lastDay')}
          help={t('consent.record.lastDayHelp')}
          value={draft.lastDay}
          canClear
          onChange={(lastDay) => onChange({ lastDay })}
          error={words('lastDay')}
        />
      ) : null}
      <Select
        label={t('consent.record.jurisdiction')}
        description={t('consent.record.jurisdictionHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder={t('consent.record.optional')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('consent.record.clear') }}
        value={draft.jurisdiction}
        onChange={(jurisdiction) => onChange({ jurisdiction })}
        data={countries}
      />
      <Textarea
        label={t('consent.record.note')}
        autosize
        minRows={2}
        value={draft.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
        error={words('note')}
      />
    </>
  )
}

function WordingField({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation()
  const texts = useCall('legalTexts.list', { kind: 'consent' })
  const own = (texts.data?.texts ?? []).filter((text) => text.purpose === draft.purpose)
  return (
    <Select
      label={t('consent.record.wording')}
      description={
        texts.data !== undefined && own.length === 0
          ? t('consent.record.wordingNone')
          : t('consent.record.wordingHelp')
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder={t('consent.record.wordingPlaceholder')}
      disabled={own.length === 0}
      clearable
      clearButtonProps={{ 'aria-label': t('consent.record.clear') }}
      value={draft.legalTextId}
      onChange={(legalTextId) =>
        onChange({
          legalTextId,
          language: own.find((text) => text.id === legalTextId)?.language ?? null,
        })
      }
      data={own.map((text) => ({
        value: text.id,
        label: [
          t('consent.texts.version', { version: text.version }),
          languageName(text.language),
          ...(text.isCurrent ? [t('consent.texts.current')] : []),
        ].join(' · '),
      }))}
    />
  )
}
