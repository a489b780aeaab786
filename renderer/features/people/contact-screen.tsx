import { Alert, Button, Tabs, Text } from '@mantine/core'
import { IconArrowsJoin, IconInfoCircle, IconUsers } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { Link, navigate, useRoute } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { ContactHead } from './contact-head.tsx'
import { ContactOverview } from './contact-overview.tsx'
import { IdentitiesTab } from './identities-tab.tsx'
import { OrdersTab } from './orders-tab.tsx'
import type { ContactDetail } from './profile-draft.ts'
import { StaysTab } from './stays-tab.tsx'
import { TimelineTab } from './timeline-tab.tsx'

const tabs = ['overview', 'timeline', 'orders', 'groups', 'identities'] as const
type TabName = (typeof tabs)[number]

function isTab(name: string | undefined): name is TabName {
  return tabs.some((tab) => tab === name)
}

/** One person: who they are, what they agreed to, what happened with them. */
export function ContactScreen() {
  const { t } = useTranslation()
  const { params } = useRoute()
  const contactId = params['contactId'] ?? ''
  const contact = useCall('contacts.get', { contactId })
  if (contact.error !== null) {
    const { code } = contact.error.reply
    if (code === 'not_found' || code === 'invalid_input') return <NotFound />
    return <ErrorState error={contact.error} retry={() => void contact.refetch()} />
  }
  if (contact.data === undefined) return <LoadingState />
  const tab = isTab(params['tab']) ? params['tab'] : 'overview'
  return (
    <>
      <Text size="sm" mb={4}>
        <Link to="/people">{t('people.page.back')}</Link>
      </Text>
      <ContactHead contact={contact.data} />
      <Notices contact={contact.data} />
      <ContactTabs contact={contact.data} tab={tab} />
    </>
  )
}

function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyState
      isPage
      icon={<IconUsers size={22} />}
      title={t('people.page.notFoundTitle')}
      text={t('people.page.notFoundText')}
      action={
        <Button component={Link} to="/people">
          {t('people.page.back')}
        </Button>
      }
    />
  )
}

/** What has to be known first: gone to the bin, made nameless, or likely here twice. */
function Notices({ contact }: { readonly contact: ContactDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      {contact.binnedAt === null ? null : (
        <Notice>
          {t('people.page.binned', { day: format.date(contact.binnedAt) })}{' '}
          <Link to="/clean-up">{t('people.page.toBin')}</Link>
        </Notice>
      )}
      {contact.anonymisedAt === null ? null : (
        <Notice>{t('people.page.anonymised', { day: format.date(contact.anonymisedAt) })}</Notice>
      )}
      {contact.duplicates === 0 || contact.binnedAt !== null ? null : (
        <Alert mb="md" color="amber" icon={<IconArrowsJoin aria-hidden />}>
          {t('people.page.duplicates', { count: contact.duplicates })}{' '}
          <Link to="/duplicates">{t('people.page.toDuplicates')}</Link>
        </Alert>
      )}
    </>
  )
}

function Notice({ children }: { readonly children: ReactNode }) {
  return (
    <Alert mb="md" color="amber" icon={<IconInfoCircle aria-hidden />}>
      {children}
    </Alert>
  )
}

interface ContactTabsProps {
  readonly contact: ContactDetail
  readonly tab: TabName
}

function ContactTabs({ contact, tab }: ContactTabsProps) {
  const { t } = useTranslation()
  const counts: Partial<Record<TabName, number>> = {
    orders: contact.orderCount,
    groups: contact.groups,
  }
  const pages: Record<TabName, ReactNode> = {
    overview: <ContactOverview contact={contact} />,
    timeline: <TimelineTab contactId={contact.id} />,
    orders: <OrdersTab contactId={contact.id} />,
    groups: <StaysTab contact={contact} />,
    identities: <IdentitiesTab contact={contact} />,
  }
  return (
    <Tabs
      value={tab}
      onChange={(next) =>
        navigate(
          next === null || next === 'overview'
            ? `/people/${contact.id}`
            : `/people/${contact.id}/${next}`,
          { replace: true },
        )
      }
      keepMounted={false}
    >
      <Tabs.List mb="md">
        {tabs.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {counts[name] === undefined
              ? t(`people.tabs.${name}`)
              : t('people.tabs.counted', { tab: t(`people.tabs.${name}`), count: counts[name] })}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((name) => (
        <Tabs.Panel key={name} value={name}>
          {pages[name]}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
