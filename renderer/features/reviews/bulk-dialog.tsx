import {
  Alert,
  Button,
  Checkbox,
  Group,
  Modal,
  SegmentedControl,
  Select,
  Stack,
  Text,
} from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { optInState } from '../../../shared/domain/members.ts'
import {
  reviewCriterion,
  type ReviewCriterion,
  type ReviewDecision,
} from '../../../shared/domain/reviews.ts'
import type { CallInput } from '../../../shared/ipc/contract.ts'
import { showDone } from '../../lib/notify.tsx'
import { callOrThrow, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { decisions, type ReviewSummary } from './review-counts.ts'

interface BulkDialogProps {
  readonly reviewId: string
  readonly opened: boolean
  readonly onClose: () => void
  /** Resolves once single decisions on their way are saved: they count too. */
  readonly settled: () => Promise<void>
  readonly onDone: (summary: ReviewSummary) => void
}

/** Decides about all members who meet a criterion: first how many, then the deed. */
export function BulkDialog(props: BulkDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('reviews.bulk.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      centered
      size="lg"
    >
      {props.opened ? <BulkForm {...props} /> : null}
    </Modal>
  )
}

interface BulkChoice {
  readonly criterion: ReviewCriterion | null
  readonly optIn: (typeof optInState.options)[number] | null
  readonly onlyUndecided: boolean
  readonly decision: ReviewDecision
}

function toInput(reviewId: string, choice: BulkChoice): CallInput<'reviews.decideMany'> {
  return {
    reviewId,
    decision: choice.decision,
    onlyUndecided: choice.onlyUndecided,
    ...(choice.criterion === null ? {} : { criterion: choice.criterion }),
    ...(choice.optIn === null ? {} : { optIn: choice.optIn }),
  }
}

function BulkForm({ reviewId, onClose, onDone, settled }: BulkDialogProps) {
  const { t } = useTranslation()
  const [choice, setChoice] = useState<BulkChoice>({
    criterion: null,
    optIn: null,
    onlyUndecided: true,
    decision: 'keep',
  })
  const input = toInput(reviewId, choice)
  const count = useQuery({
    queryKey: ['reviewBulk', input],
    queryFn: async () => {
      await settled()
      return (await callOrThrow('reviews.decideMany', { ...input, dryRun: true })).matched
    },
    gcTime: 0,
  })
  const decide = useCommand('reviews.decideMany', {
    onSuccess: ({ matched, summary }) => {
      showDone(t('reviews.bulk.done', { count: matched }))
      onDone(summary)
      onClose()
    },
  })
  const matched = count.data ?? 0
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (matched > 0) decide.mutate({ ...input, dryRun: false })
      }}
    >
      <Stack gap="md">
        <Text>{t('reviews.bulk.text')}</Text>
        <BulkFields choice={choice} onChange={setChoice} />
        {count.isError ? <ErrorState error={count.error} /> : null}
        <Alert variant="light" py="xs" aria-live="polite">
          {count.data === undefined
            ? t('reviews.bulk.counting')
            : matched === 0
              ? t('reviews.bulk.noneMatched')
              : t('reviews.bulk.matched', { count: matched })}
        </Alert>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            disabled={matched === 0}
            loading={decide.isPending}
            {...(choice.decision === 'remove' ? { color: 'red' } : {})}
          >
            {t(`reviews.bulk.confirm.${choice.decision}`, { count: matched })}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface BulkFieldsProps {
  readonly choice: BulkChoice
  readonly onChange: (choice: BulkChoice) => void
}

function BulkFields({ choice, onChange }: BulkFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Select
        data-autofocus
        label={t('reviews.bulk.criterion')}
        placeholder={t('reviews.bulk.anyone')}
        clearable
        value={choice.criterion}
        onChange={(criterion) => onChange({ ...choice, criterion })}
        data={reviewCriterion.options.map((value) => ({
          value,
          label: t(`reviews.criterion.${value}`),
        }))}
      />
      <Select
        label={t('reviews.bulk.optIn')}
        placeholder={t('reviews.bulk.anyOptIn')}
        clearable
        value={choice.optIn}
        onChange={(optIn) => onChange({ ...choice, optIn })}
        data={optInState.options.map((value) => ({ value, label: t(`reviews.optIn.${value}`) }))}
      />
      <div>
        <Text size="sm" fw={600} mb={4} id="bulk-decision">
          {t('reviews.bulk.decision')}
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby="bulk-decision"
          value={choice.decision}
          onChange={(decision) => onChange({ ...choice, decision })}
          data={decisions.map((value) => ({ value, label: t(`reviews.decision.${value}`) }))}
        />
      </div>
      <Checkbox
        label={t('reviews.bulk.onlyUndecided')}
        checked={choice.onlyUndecided}
        onChange={(event) => onChange({ ...choice, onlyUndecided: event.currentTarget.checked })}
      />
    </>
  )
}
