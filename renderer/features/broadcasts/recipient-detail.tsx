import { Group, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { ChatBubble } from '../../ui/chat-bubble.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { MaskedNumber } from '../../ui/masked-number.tsx'
import { RecipientBadge } from './broadcast-badge.tsx'
import { reasonWords } from './reason-words.ts'
import classes from './broadcasts.module.css'

type Detail = CallOutput<'broadcasts.recipient'>

/** One person of a broadcast: what they got, as it was frozen, and everything that happened to it. */
export function RecipientDetail({ recipientId }: { readonly recipientId: number }) {
  const recipient = useCall('broadcasts.recipient', { recipientId })
  if (recipient.error !== null)
    return <ErrorState error={recipient.error} retry={() => void recipient.refetch()} />
  return recipient.data === undefined ? <LoadingState /> : <Loaded recipient={recipient.data} />
}

function Loaded({ recipient }: { readonly recipient: Detail }) {
  const { t } = useTranslation()
  const words = recipient.reason === null ? null : reasonWords(recipient.state, recipient.reason)
  return (
    <Stack gap="md">
      <div>
        <Title order={2} pr={32}>
          <Link to={`/people/${recipient.contactId}`}>{recipient.name}</Link>
        </Title>
        <Group gap="xs" mt={4}>
          <RecipientBadge state={recipient.state} />
          <MaskedNumber contactId={recipient.contactId} masked={recipient.maskedNumber} />
        </Group>
      </div>
      {words === null ? null : (
        <div>
          <Text fw={500}>{words.title}</Text>
          <Text size="sm">{words.action}</Text>
        </div>
      )}
      {recipient.text === '' ? null : (
        <section aria-labelledby="recipient-text">
          <h3 className={classes['subheading']} id="recipient-text">
            {t('broadcasts.recipients.text')}
          </h3>
          <ChatBubble
            label={t('broadcasts.recipients.text')}
            header={null}
            text={recipient.text}
            footer={null}
            buttons={[]}
          />
        </section>
      )}
      <History recipient={recipient} />
    </Stack>
  )
}

function History({ recipient }: { readonly recipient: Detail }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <section aria-labelledby="recipient-history">
      <h3 className={classes['subheading']} id="recipient-history">
        {t('broadcasts.recipients.history')}
      </h3>
      <ol className={classes['events']}>
        {recipient.events.map((event, index) => (
          <li key={index}>
            <Text size="sm" c="dimmed">
              <time dateTime={new Date(event.at).toISOString()}>{format.dateTime(event.at)}</time>
            </Text>
            <Text size="sm">
              {t(`broadcasts.recipient.${event.state}`)}
              {event.reason === null ? '' : ` · ${reasonWords(event.state, event.reason).title}`}
            </Text>
          </li>
        ))}
      </ol>
    </section>
  )
}
