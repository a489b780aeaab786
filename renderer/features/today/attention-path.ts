import { assertNever } from '../../../shared/errors.ts'
import type { AttentionItem } from './attention-item.ts'

function inGroup(path: string, item: AttentionItem): string {
  return item.groupId === null ? path : `${path}?groupId=${item.groupId}`
}

/** Address of the page where a thing is settled. */
export function pathOf(item: AttentionItem): string {
  const { kind, targetId, groupId } = item
  switch (kind) {
    case 'account_alarm':
    case 'secret_missing':
      return '/settings?section=account'
    case 'template_alarm':
      return '/templates'
    case 'unknown_updates':
      return '/settings?section=updates'
    case 'clean_up':
      return '/clean-up?tab=runs'
    case 'broadcast_paused':
    case 'broadcast_unknown':
      return targetId === null ? '/broadcasts' : `/broadcasts/${targetId}`
    case 'recovery_unconfirmed':
      return '/recovery'
    case 'join_requests':
      return inGroup('/join-requests', item)
    case 'findings':
      return inGroup('/findings', item)
    case 'review_due':
    case 'review_open':
      return targetId === null ? '/reviews' : `/reviews/${targetId}`
    case 'failed_job':
      return '/jobs?state=failed'
    case 'unknown_outcome':
      return '/jobs?state=unknown'
    case 'plan_open':
    case 'by_hand_todo':
      return targetId === null ? '/plans' : `/plans/${targetId}`
    case 'stale_confirmation':
      return groupId === null ? '/groups' : `/groups/${groupId}/rules`
    default:
      return assertNever(kind, 'kind of attention')
  }
}
