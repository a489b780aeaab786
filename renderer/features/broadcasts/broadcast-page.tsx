import { Group, Tabs, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../shared/domain/broadcasts.ts'
import { Link, navigate, useRoute } from '../../lib/router.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { audienceWords } from './audience-words.ts'
import { BroadcastBadge } from './broadcast-badge.tsx'
import { ControlButtons, PrimaryControl } from './control-buttons.tsx'
import { ProgressTab } from './progress-tab.tsx'
import { RecipientsTab } from './recipients-tab.tsx'
import { ResultsTab } from './results-tab.tsx'

const tabs = ['progress', 'recipients', 'results'] as const
type TabName = (typeof tabs)[number]

function isTab(name: string | undefined): name is TabName {
  return tabs.some((tab) => tab === name)
}

interface BroadcastPageProps {
  readonly broadcast: Broadcast
}

/** A broadcast that was started: how it goes, who got it, what it brought. */
export function BroadcastPage({ broadcast }: BroadcastPageProps) {
  const { t } = useTranslation()
  const given = useRoute().params['tab']
  const tab = isTab(given) ? given : 'progress'
  const pages: Record<TabName, ReactNode> = {
    progress: <ProgressTab broadcast={broadcast} />,
    recipients: <RecipientsTab broadcast={broadcast} />,
    results: <ResultsTab broadcast={broadcast} />,
  }
  return (
    <>
      <Text size="sm" mb={4}>
        <Link to="/broadcasts">{t('broadcasts.backToAll')}</Link>
      </Text>
      <PageHeader
        title={broadcast.name}
        subtitle={
          <Group gap="xs">
            <BroadcastBadge broadcast={broadcast} />
            <Text span>{audienceWords(t, broadcast)}</Text>
          </Group>
        }
        primary={<PrimaryControl broadcast={broadcast} />}
        actions={<ControlButtons broadcast={broadcast} />}
      />
      <Tabs
        value={tab}
        onChange={(next) =>
          navigate(
            next === null || next === 'progress'
              ? `/broadcasts/${broadcast.id}`
              : `/broadcasts/${broadcast.id}/${next}`,
            { replace: true },
          )
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`broadcasts.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((name) => (
          <Tabs.Panel key={name} value={name}>
            {pages[name]}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  )
}
