import { Button, Checkbox, Group, Text } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconHelpCircle,
  IconLoader2,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { ScreeningBadge } from '../../lib/screening-badge.tsx'
import { FailureLine } from '../../ui/failure-line.tsx'
import { MaskedNumber } from '../../ui/masked-number.tsx'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'
import { canDecide, isSettled, type JoinRequest } from './request-queue.ts'
import classes from './join-requests.module.css'

const looks: Readonly<
  Record<JoinRequest['state'], { readonly tone: StatusTone; readonly Icon: typeof IconCheck }>
> = {
  pending: { tone: 'attention', Icon: IconClock },
  approving: { tone: 'neutral', Icon: IconLoader2 },
  rejecting: { tone: 'neutral', Icon: IconLoader2 },
  approved: { tone: 'good', Icon: IconCheck },
  rejected: { tone: 'neutral', Icon: IconX },
  revoked: { tone: 'neutral', Icon: IconX },
  gone: { tone: 'neutral', Icon: IconHelpCircle },
  failed: { tone: 'danger', Icon: IconAlertTriangle },
}

interface RequestRowProps {
  readonly request: JoinRequest
  readonly isSelected: boolean
  readonly isCurrent: boolean
  readonly onSelect: (isSelected: boolean) => void
  readonly onFocus: () => void
  readonly onApprove: () => void
  readonly onReject: () => void
}

/** One person who wants in: who, what is known, and where the answer stands. */
export function RequestRow(props: RequestRowProps) {
  const { t } = useTranslation()
  const { request } = props
  const { tone, Icon } = looks[request.state]
  const isOpen = canDecide(request)
  return (
    <div
      className={classes['request']}
      data-current={props.isCurrent || undefined}
      {...(props.isCurrent ? { 'aria-current': true } : {})}
      onFocus={props.onFocus}
    >
      {isOpen ? (
        <Checkbox
          size="xs"
          mt={3}
          aria-label={t('joinRequests.select', { name: request.name })}
          checked={props.isSelected}
          onChange={(event) => props.onSelect(event.currentTarget.checked)}
        />
      ) : null}
      <Who request={request} withGroup={isSettled(request)} />
      <Group gap="xs" style={{ flex: 'none' }}>
        {request.state === 'pending' ? null : (
          <StatusBadge tone={tone} icon={<Icon size={14} aria-hidden />}>
            {t(`joinRequests.state.${request.state}`)}
          </StatusBadge>
        )}
        {isOpen ? (
          <>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('joinRequests.approveName', { name: request.name })}
              onClick={props.onApprove}
            >
              {t('joinRequests.approveThis')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('joinRequests.rejectName', { name: request.name })}
              onClick={props.onReject}
            >
              {t('joinRequests.rejectThis')}
            </Button>
          </>
        ) : null}
      </Group>
    </div>
  )
}

/** What the person wrote; WhatsApp also puts codes such as `invite_link` there. */
function isOwnWords(reason: string | null): reason is string {
  return reason !== null && reason !== '' && !/^[a-z_]+$/.test(reason)
}

const consentTones = { optedIn: 'good', noOptIn: 'neutral', optedOut: 'attention' } as const

interface WhoProps {
  readonly request: JoinRequest
  /** Names the group, where no heading above does. */
  readonly withGroup: boolean
}

function Who({ request, withGroup }: WhoProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const consent = request.optedOut ? 'optedOut' : request.optedIn ? 'optedIn' : 'noOptIn'
  return (
    <div className={classes['body']}>
      <Group gap="xs">
        {request.name === request.maskedNumber ? null : <Text fw={500}>{request.name}</Text>}
        <Text size="sm" component="span">
          <MaskedNumber contactId={request.contactId} masked={request.maskedNumber} />
        </Text>
        <StatusBadge tone={consentTones[consent]}>{t(`joinRequests.${consent}`)}</StatusBadge>
        <Link
          to={`/screening?contactId=${request.contactId}`}
          aria-label={t('joinRequests.screening', {
            verdict: t(`screening.verdict.${request.screening}`),
            name: request.name,
          })}
        >
          <ScreeningBadge verdict={request.screening} />
        </Link>
      </Group>
      <Text size="sm" c="dimmed">
        {[
          t('joinRequests.asked', { when: format.relative(request.requestedAt) }),
          ...(withGroup ? [request.groupSubject] : []),
          ...(isOwnWords(request.reason)
            ? [t('joinRequests.reason', { text: request.reason })]
            : []),
        ].join(' · ')}
      </Text>
      {request.state === 'failed' ? (
        <FailureLine code={request.errorCode ?? 'request_refused'} />
      ) : null}
    </div>
  )
}
