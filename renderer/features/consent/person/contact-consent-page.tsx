import { Button, Stack, Text, Title } from '@mantine/core'
import { IconUserQuestion } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from '../../../lib/router.ts'
import { useCall } from '../../../lib/use-call.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { LoadingState } from '../../../ui/loading-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { SplitView } from '../../../ui/split-view.tsx'
import { Ledger } from './ledger.tsx'
import { RecordForm } from './record-form.tsx'
import { StandingList } from './standing-list.tsx'

/** One person's consent: what holds now, every line it follows from, and the form for the next. */
export function ContactConsentPage({ contactId }: { readonly contactId: string }) {
  const { t } = useTranslation()
  const consent = useCall('consent.get', { contactId })
  const contact = useCall('contacts.get', { contactId })
  /** Purpose that the form is open for; null: it is closed. */
  const [recording, setRecording] = useState<string | null>(null)
  const close = () => setRecording(null)
  if (consent.error?.reply.code === 'not_found') return <NotFound />
  if (consent.error !== null) {
    return <ErrorState error={consent.error} retry={() => void consent.refetch()} />
  }
  if (consent.data === undefined) return <LoadingState />
  const { standings, entries } = consent.data
  const name = contact.data?.name ?? null
  return (
    <>
      <Text size="sm" mb={4}>
        <Link to={`/people/${contactId}`}>{t('consent.person.back')}</Link>
      </Text>
      <PageHeader
        title={
          name === null ? t('consent.person.titleUnnamed') : t('consent.person.title', { name })
        }
        subtitle={t('consent.person.subtitle')}
        primary={
          <Button onClick={() => setRecording('marketing')}>{t('consent.record.button')}</Button>
        }
      />
      <SplitView
        detailLabel={t('consent.record.title')}
        onClose={close}
        detail={
          recording === null ? null : (
            <RecordForm
              key={recording}
              contactId={contactId}
              purpose={recording}
              standings={standings}
              onClose={close}
            />
          )
        }
      >
        <Stack gap="lg">
          <StandingList standings={standings} entries={entries} onRecord={setRecording} />
          <div>
            <Title order={2} mb="xs">
              {t('consent.ledger.title')}
            </Title>
            <Ledger contactId={contactId} entries={entries} />
          </div>
        </Stack>
      </SplitView>
    </>
  )
}

function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyState
      isPage
      icon={<IconUserQuestion size={22} />}
      title={t('consent.person.notFoundTitle')}
      text={t('consent.person.notFoundText')}
      action={
        <Button component={Link} to="/consent">
          {t('consent.person.toOverview')}
        </Button>
      }
    />
  )
}
