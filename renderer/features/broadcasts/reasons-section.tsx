import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../shared/domain/broadcasts.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { reasonWords } from './reason-words.ts'
import classes from './broadcasts.module.css'

type Reason = CallOutput<'broadcasts.reasons'>['reasons'][number]

/** Who did not get it: by reason, in words, each with the next step and the way to the people. */
export function ReasonsSection({ broadcast }: { readonly broadcast: Broadcast }) {
  const { t } = useTranslation()
  const reasons = useCall('broadcasts.reasons', { broadcastId: broadcast.id })
  if (reasons.error !== null)
    return <ErrorState error={reasons.error} retry={() => void reasons.refetch()} />
  const all = reasons.data?.reasons ?? []
  return (
    <>
      {(['failed', 'skipped', 'cancelled'] as const).map((state) => {
        const lines = all.filter((reason) => reason.state === state)
        return lines.length === 0 ? null : (
          <section key={state} aria-labelledby={`reasons-${state}`}>
            <Title order={2} id={`reasons-${state}`}>
              {t(`broadcasts.reasons.${state}`, {
                count: lines.reduce((sum, { contacts }) => sum + contacts, 0),
              })}
            </Title>
            <ul className={classes['reasons']}>
              {lines.map((line) => (
                <ReasonLine key={line.reason} broadcastId={broadcast.id} line={line} />
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

interface ReasonLineProps {
  readonly broadcastId: string
  readonly line: Reason
}

function ReasonLine({ broadcastId, line }: ReasonLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = reasonWords(line.state, line.reason)
  const query = new URLSearchParams({
    state: line.state,
    ...(line.reason === null ? {} : { reason: line.reason }),
  })
  return (
    <li>
      <span className={classes['reasonCount']}>{format.number(line.contacts)}</span>
      <div>
        <Text size="sm" fw={500}>
          {words.title}
        </Text>
        <Text size="sm" c="dimmed">
          {words.action}
        </Text>
      </div>
      <Link
        to={`/broadcasts/${broadcastId}/recipients?${query.toString()}`}
        aria-label={t('broadcasts.reasons.showOf', { reason: words.title })}
      >
        {t('broadcasts.reasons.show')}
      </Link>
    </li>
  )
}
