import {
  Alert,
  Button,
  Group,
  Modal,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
} from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { contactSource } from '../../../shared/domain/contacts.ts'
import { screeningState } from '../../../shared/domain/members.ts'
import {
  screeningCheck,
  screeningWord,
  type ScreeningFilter,
  type ScreeningWord,
} from '../../../shared/domain/screening.ts'
import { showDone } from '../../lib/notify.tsx'
import { callOrThrow, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'

interface BulkDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Decides on all whom a filter matches: first how many, then the deed. */
export function BulkDialog(props: BulkDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('screening.bulk.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      centered
      size="lg"
    >
      {props.opened ? <BulkForm {...props} /> : null}
    </Modal>
  )
}

function BulkForm({ onClose, onDone }: BulkDialogProps) {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<ScreeningFilter>({ verdict: 'to_check' })
  const [word, setWord] = useState<ScreeningWord>('trusted')
  const [note, setNote] = useState('')
  const input = { filter, verdict: word }
  const count = useQuery({
    queryKey: ['screeningBulk', input],
    queryFn: () => callOrThrow('screening.decide', { ...input, dryRun: true }),
    gcTime: 0,
  })
  const decide = useCommand('screening.decide', {
    onSuccess: ({ matched }) => {
      showDone(t('screening.bulk.done', { count: matched }))
      onDone()
      onClose()
    },
    handlesError: (error) => {
      // others came into the filter meanwhile: the number is asked again and shown
      if (error.code === 'confirmation_required') void count.refetch()
      return false
    },
  })
  const matched = count.data?.matched ?? 0
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (matched > 0) decide.mutate({ ...input, note, confirmedCount: matched })
      }}
    >
      <Stack gap="md">
        <Text>{t('screening.bulk.text')}</Text>
        <FilterFields filter={filter} onChange={setFilter} />
        <WordField word={word} onChange={setWord} />
        <Textarea
          label={t('screening.bulk.note')}
          autosize
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {count.isError ? <ErrorState error={count.error} /> : null}
        <Alert variant="light" py="xs" aria-live="polite">
          {count.data === undefined
            ? t('screening.bulk.counting')
            : t('screening.bulk.matched', { count: matched, changed: count.data.changed })}
        </Alert>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            disabled={matched === 0}
            loading={decide.isPending}
            {...(word === 'rejected' ? { color: 'red' } : {})}
          >
            {t(`screening.bulk.confirm.${word}`, { count: matched })}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface FilterFieldsProps {
  readonly filter: ScreeningFilter
  readonly onChange: (filter: ScreeningFilter) => void
}

function FilterFields({ filter, onChange }: FilterFieldsProps) {
  const { t } = useTranslation()
  const { check: _check, source: _source, ...rest } = filter
  return (
    <>
      <Select
        data-autofocus
        label={t('screening.bulk.who')}
        allowDeselect={false}
        value={filter.verdict ?? null}
        onChange={(value) => {
          const verdict = screeningState.options.find((one) => one === value)
          if (verdict !== undefined) onChange({ ...filter, verdict })
        }}
        data={screeningState.options.map((value) => ({
          value,
          label: t(`screening.verdict.${value}`),
        }))}
      />
      <Select
        label={t('screening.filter.check')}
        placeholder={t('screening.filter.anyCheck')}
        clearable
        value={filter.check ?? null}
        onChange={(value) => {
          const check = screeningCheck.options.find((one) => one === value)
          onChange({
            ...rest,
            ...(filter.source === undefined ? {} : { source: filter.source }),
            ...(check === undefined ? {} : { check }),
          })
        }}
        data={screeningCheck.options.map((value) => ({
          value,
          label: t(`screening.check.${value}`),
        }))}
      />
      <Select
        label={t('screening.filter.source')}
        placeholder={t('screening.filter.anySource')}
        clearable
        value={filter.source ?? null}
        onChange={(value) => {
          const source = contactSource.options.find((one) => one === value)
          onChange({
            ...rest,
            ...(filter.check === undefined ? {} : { check: filter.check }),
            ...(source === undefined ? {} : { source }),
          })
        }}
        data={contactSource.options.map((value) => ({
          value,
          label: t(`screening.filter.from.${value}`),
        }))}
      />
    </>
  )
}

interface WordFieldProps {
  readonly word: ScreeningWord
  readonly onChange: (word: ScreeningWord) => void
}

function WordField({ word, onChange }: WordFieldProps) {
  const { t } = useTranslation()
  return (
    <div>
      <Text size="sm" fw={600} mb={4} id="screening-word">
        {t('screening.bulk.word')}
      </Text>
      <SegmentedControl
        fullWidth
        aria-labelledby="screening-word"
        value={word}
        onChange={onChange}
        data={screeningWord.options.map((value) => ({
          value,
          label: t(`screening.word.${value}`),
        }))}
      />
    </div>
  )
}
