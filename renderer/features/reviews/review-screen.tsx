import { useTranslation } from 'react-i18next'
import { useRoute } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { ReviewResult } from './review-result.tsx'
import { ReviewSitting } from './review-sitting.tsx'

/** One review: member by member while it is open, its result afterwards. */
export function ReviewScreen() {
  // Draws again when the language changes.
  useTranslation()
  const { params } = useRoute()
  const query = useCall('reviews.get', { reviewId: params['reviewId'] ?? '' })
  if (query.isPending) return <LoadingState rows={8} />
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  const review = query.data
  return review.state === 'open' ? (
    <ReviewSitting key={review.id} review={review} />
  ) : (
    <ReviewResult review={review} />
  )
}
