import { Button } from '@mantine/core'
import { IconUserCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, navigate } from '../../lib/router.ts'
import { useCommand } from '../../lib/use-call.ts'
import type { GroupDetail } from './group-detail.ts'

/** Starts a member review, or goes on with the one under way. */
export function ReviewButton({ group }: { readonly group: GroupDetail }) {
  const { t } = useTranslation()
  const start = useCommand('reviews.start', {
    onSuccess: (review) => navigate(`/reviews/${review.id}`),
  })
  if (group.state === 'deleted' || group.participantCount === 0) return null
  const icon = <IconUserCheck size={16} aria-hidden />
  if (group.activeReviewId !== null) {
    return (
      <Button component={Link} to={`/reviews/${group.activeReviewId}`} leftSection={icon}>
        {t('groups.page.continueReview')}
      </Button>
    )
  }
  return (
    <Button
      leftSection={icon}
      loading={start.isPending}
      onClick={() => start.mutate({ groupId: group.id })}
    >
      {t('groups.page.startReview')}
    </Button>
  )
}
