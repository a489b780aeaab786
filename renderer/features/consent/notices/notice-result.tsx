import { Group, Progress, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/format.ts'
import { languageName } from '../../../lib/language-names.ts'
import { Link } from '../../../lib/router.ts'
import { useCall } from '../../../lib/use-call.ts'
import type { LegalText } from '../texts/text-slots.ts'
import { MessageBadge, messageStates, type MessageState } from './message-state.tsx'
import { SentMessages } from './sent-messages.tsx'

/** How often a sending under way is asked about, ms. */
const lookEvery = 2000

/** How a sending goes: how many are through, and where each message stands. */
export function NoticeResult({ text }: { readonly text: LegalText }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" mb={4}>
          <Link to="/consent/notices">{t('consent.send.back')}</Link>
        </Text>
        <Title order={2}>{t('consent.result.title')}</Title>
        <Text size="sm" c="dimmed">
          {t(`consent.textKind.${text.kind}`)} · {languageName(text.language)} ·{' '}
          {t('consent.texts.version', { version: text.version })} · {format.date(text.createdAt)}
        </Text>
      </div>
      <ResultCounts legalTextId={text.id} />
      <SentMessages legalTextId={text.id} />
    </Stack>
  )
}

function ResultCounts({ legalTextId }: { readonly legalTextId: string }) {
  const { t } = useTranslation()
  const all = useCall(
    'directMessages.list',
    { legalTextId, limit: 1 },
    { refetchInterval: lookEvery },
  )
  const queued = useStateCount(legalTextId, 'queued')
  const sending = useStateCount(legalTextId, 'sending')
  const total = all.data?.total ?? 0
  const through = Math.max(0, total - queued - sending)
  return (
    <div role="status">
      <Text mb={4}>{t('consent.result.through', { through, count: total })}</Text>
      <Progress
        value={total === 0 ? 0 : (through / total) * 100}
        aria-label={t('consent.result.progress')}
        mb="sm"
      />
      <Group gap="sm">
        {messageStates.map((state) => (
          <StateCount key={state} legalTextId={legalTextId} state={state} />
        ))}
      </Group>
    </div>
  )
}

function useStateCount(legalTextId: string, state: MessageState): number {
  const answer = useCall(
    'directMessages.list',
    { legalTextId, state, limit: 1 },
    { refetchInterval: lookEvery },
  )
  return answer.data?.total ?? 0
}

interface StateCountProps {
  readonly legalTextId: string
  readonly state: MessageState
}

function StateCount({ legalTextId, state }: StateCountProps) {
  const format = useFormat()
  const count = useStateCount(legalTextId, state)
  if (count === 0) return null
  return (
    <Group gap={4}>
      <MessageBadge state={state} />
      <Text span>{format.number(count)}</Text>
    </Group>
  )
}
