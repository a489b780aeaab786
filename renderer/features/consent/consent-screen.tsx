import { Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { navigate, useRoute } from '../../lib/router.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { NoticesTab } from './notices/notices-tab.tsx'
import { OverviewTab } from './overview-tab.tsx'
import { ContactConsentPage } from './person/contact-consent-page.tsx'
import { TextsTab } from './texts/texts-tab.tsx'
import { WordsTab } from './words/words-tab.tsx'

const tabs = ['overview', 'texts', 'notices', 'words'] as const
type TabName = (typeof tabs)[number]

function isTab(name: string | undefined): name is TabName {
  return tabs.some((tab) => tab === name)
}

/** Who agreed to what, in which words, and who was told what; `?contactId=` shows one person's. */
export function ConsentScreen() {
  const { params, search } = useRoute()
  const contactId = search.get('contactId')
  if (contactId !== null) return <ContactConsentPage key={contactId} contactId={contactId} />
  return <ConsentTabs tab={isTab(params['tab']) ? params['tab'] : 'overview'} />
}

function ConsentTabs({ tab }: { readonly tab: TabName }) {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader title={t('consent.title')} subtitle={t('consent.subtitle')} />
      <Tabs
        value={tab}
        onChange={(value) => navigate(`/consent/${value ?? 'overview'}`, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('consent.tabs')} mb="md">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`consent.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <OverviewTab />
        </Tabs.Panel>
        <Tabs.Panel value="texts">
          <TextsTab />
        </Tabs.Panel>
        <Tabs.Panel value="notices">
          <NoticesTab />
        </Tabs.Panel>
        <Tabs.Panel value="words">
          <WordsTab />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
