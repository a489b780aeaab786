import { Button, List, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Review } from '../../../shared/domain/reviews.ts'
import { showDone } from '../../lib/notify.tsx'
import { navigate } from '../../lib/router.ts'
import { useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { decisions } from './review-counts.ts'
import type { Sitting } from './use-sitting.ts'

interface EndReviewProps {
  readonly review: Review
  readonly sitting: Sitting
}

/** Ends the review with a summary; removals and questions go on as a plan. */
export function FinishReview({ review, sitting }: EndReviewProps) {
  const { t } = useTranslation()
  const [isAsking, setIsAsking] = useState(false)
  const finish = useCommand('reviews.finish', {
    onSuccess: ({ planId }) => {
      setIsAsking(false)
      if (planId === null) showDone(t('reviews.finish.done'))
      else navigate(`/plans/${planId}`)
    },
  })
  const { summary } = sitting
  const undecided = summary.total - summary.decided
  const hasPlan = summary.remove + summary.ask > 0
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>{t('reviews.finish.button')}</Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => void sitting.settled().then(() => finish.mutate({ reviewId: review.id }))}
        title={t('reviews.finish.title')}
        confirmLabel={t(hasPlan ? 'reviews.finish.confirmWithPlan' : 'reviews.finish.confirm')}
        isDangerous={false}
        isBusy={finish.isPending}
      >
        <Stack gap="sm">
          <List>
            {decisions
              .filter((decision) => summary[decision] > 0)
              .map((decision) => (
                <List.Item key={decision}>
                  {t(`reviews.count.${decision}`, { count: summary[decision] })}
                </List.Item>
              ))}
          </List>
          {undecided === 0 ? null : (
            <Text>{t('reviews.finish.undecided', { count: undecided })}</Text>
          )}
          <Text>{t(hasPlan ? 'reviews.finish.willPlan' : 'reviews.finish.noPlan')}</Text>
        </Stack>
      </ConfirmDialog>
    </>
  )
}

/** Puts the review aside, with all its decisions. */
export function CancelReview({ review, sitting }: EndReviewProps) {
  const { t } = useTranslation()
  const [isAsking, setIsAsking] = useState(false)
  const cancel = useCommand('reviews.cancel', {
    onSuccess: () => {
      setIsAsking(false)
      showDone(t('reviews.cancel.done'))
      navigate('/reviews')
    },
  })
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setIsAsking(true)}>
        {t('reviews.cancel.button')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => void sitting.settled().then(() => cancel.mutate({ reviewId: review.id }))}
        title={t('reviews.cancel.title')}
        confirmLabel={t('reviews.cancel.confirm')}
        isBusy={cancel.isPending}
      >
        {t('reviews.cancel.text', { count: sitting.summary.decided })}
      </ConfirmDialog>
    </>
  )
}
