import { Button, Text } from '@mantine/core'
import {
  IconAlertTriangle,
  IconBell,
  IconChecklist,
  IconClipboardList,
  IconClockExclamation,
  IconEraser,
  IconHandStop,
  IconHelpCircle,
  IconKey,
  IconListSearch,
  IconPlayerPause,
  IconPlayerPlay,
  IconUserPlus,
  type Icon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { errorCode } from '../../../shared/errors.ts'
import { errorTitle } from '../../lib/error-words.ts'
import { explain } from '../../lib/explain.ts'
import { useFormat } from '../../lib/format.ts'
import { i18n } from '../../lib/i18n.ts'
import { navigate } from '../../lib/router.ts'
import { useCommand } from '../../lib/use-call.ts'
import { useNow } from '../../lib/use-now.ts'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'
import type { AttentionItem } from './attention-item.ts'
import { pathOf } from './attention-path.ts'
import classes from './today.module.css'

const icons: Record<AttentionItem['kind'], Icon> = {
  account_alarm: IconBell,
  template_alarm: IconBell,
  failed_job: IconAlertTriangle,
  unknown_outcome: IconHelpCircle,
  review_due: IconPlayerPlay,
  review_open: IconChecklist,
  join_requests: IconUserPlus,
  findings: IconListSearch,
  plan_open: IconClipboardList,
  stale_confirmation: IconClockExclamation,
  by_hand_todo: IconHandStop,
  secret_missing: IconKey,
  recovery_unconfirmed: IconKey,
  unknown_updates: IconHelpCircle,
  clean_up: IconEraser,
  broadcast_paused: IconPlayerPause,
  broadcast_unknown: IconHelpCircle,
}

const tones: Record<AttentionItem['urgency'], StatusTone> = {
  now: 'danger',
  today: 'attention',
  soon: 'neutral',
}

/** One thing that needs a person: what, why, how long it takes, and its one action. */
export function AttentionLine({ item }: { readonly item: AttentionItem }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const start = useCommand('reviews.start', {
    onSuccess: (review) => navigate(`/reviews/${review.id}`),
  })
  const Icon = icons[item.kind]
  const act = () => {
    if (item.kind === 'review_due' && item.groupId !== null) start.mutate({ groupId: item.groupId })
    else navigate(pathOf(item))
  }
  const general = t(`today.kind.${item.kind}.what`, { count: item.count })
  const hasSubject = typeof item.explanation.params['subject'] === 'string'
  return (
    <li className={classes['line']} data-urgency={item.urgency}>
      <Icon size={20} stroke={1.7} aria-hidden className={classes['icon']} />
      <div className={classes['words']}>
        <Text fw={500}>
          {hasSubject ? explain(item.explanation, 'today.what', general) : general}
        </Text>
        <Text size="sm" c="dimmed">
          {whyWords(item) ?? t(`today.kind.${item.kind}.why`)}
          {item.since === null ? null : ` · ${format.relative(item.since, now)}`}
        </Text>
      </div>
      <div className={classes['side']}>
        {item.urgency === 'soon' ? null : (
          <StatusBadge tone={tones[item.urgency]}>{t(`today.urgency.${item.urgency}`)}</StatusBadge>
        )}
        <Text size="sm" c="dimmed" className={classes['minutes']}>
          {format.minutes(item.minutes)}
        </Text>
        <Button
          variant={item.urgency === 'now' ? 'filled' : 'default'}
          className={classes['action']}
          loading={start.isPending}
          onClick={act}
        >
          {t(`today.kind.${item.kind}.action`, { count: item.count })}
        </Button>
      </div>
    </li>
  )
}

/** The refusal behind it, in the owner's words, where there is one. */
function whyWords(item: AttentionItem): string | null {
  if (item.explanation.params['code'] === 'error_share')
    return i18n.t('broadcasts.pauseCode.error_share.title')
  const code = errorCode.safeParse(item.explanation.params['code'])
  return code.success ? errorTitle(code.data) : null
}
