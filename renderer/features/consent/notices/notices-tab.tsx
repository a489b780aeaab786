import { Stack } from '@mantine/core'
import { useRoute } from '../../../lib/router.ts'
import { useCall } from '../../../lib/use-call.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { LoadingState } from '../../../ui/loading-state.tsx'
import { Coverage } from './coverage.tsx'
import { NoticeResult } from './notice-result.tsx'
import { SendNotice } from './send-notice.tsx'
import { SentMessages } from './sent-messages.tsx'

/** Who was told what; `?send=` prepares a text to be sent, `?sent=` shows how a sending went. */
export function NoticesTab() {
  const { search } = useRoute()
  const [send, sent] = [search.get('send'), search.get('sent')]
  const coverage = useCall('notices.coverage', {})
  const texts = useCall('legalTexts.list', {})
  const error = coverage.error ?? texts.error
  if (error !== null) {
    const retry = () => {
      void coverage.refetch()
      void texts.refetch()
    }
    return <ErrorState error={error} retry={retry} />
  }
  if (coverage.data === undefined || texts.data === undefined) return <LoadingState />
  const notices = texts.data.texts.filter((text) => text.kind !== 'consent')
  const current = notices.filter((text) => text.isCurrent)
  if (send !== null) return <SendNotice key={send} texts={current} chosenId={send} />
  const sentText = notices.find((text) => text.id === sent)
  if (sentText !== undefined) return <NoticeResult text={sentText} />
  return (
    <Stack gap="lg">
      <Coverage coverage={coverage.data.notices} texts={current} />
      <SentMessages />
    </Stack>
  )
}
