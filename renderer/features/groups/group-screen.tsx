import { Alert, Badge, Button, Group, Tabs, Text } from '@mantine/core'
import { IconInfoCircle, IconSpeakerphone, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorTitle } from '../../lib/error-words.ts'
import { useFormat } from '../../lib/format.ts'
import { Link, navigate, useRoute } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SplitView } from '../../ui/split-view.tsx'
import { ActivityTab } from './activity-tab.tsx'
import { AnnouncementsTab } from './announcements-tab.tsx'
import { EditGroup } from './edit-group.tsx'
import { FindingsTab } from './findings/findings-tab.tsx'
import { GroupFacts } from './group-facts.tsx'
import type { GroupDetail } from './group-detail.ts'
import { GroupMenu } from './group-menu.tsx'
import { GroupStateBadge } from './group-state-badge.tsx'
import { HistoryTab } from './history-tab.tsx'
import { ImportPanel } from './import-panel.tsx'
import { MembersTab } from './members/members-tab.tsx'
import { PlanTab } from './plan-tab.tsx'
import { ReviewButton } from './review-button.tsx'
import { RulesTab } from './rules/rules-tab.tsx'

const tabs = [
  'members',
  'rules',
  'findings',
  'plan',
  'announcements',
  'activity',
  'history',
] as const
type TabName = (typeof tabs)[number]
type Panel = 'import' | 'edit'

function isTab(name: string | undefined): name is TabName {
  return tabs.some((tab) => tab === name)
}

/** One group: what it is, how its rules stand, who is in it, what happened. */
export function GroupScreen() {
  const { t } = useTranslation()
  const { params } = useRoute()
  const groupId = params['groupId'] ?? ''
  const group = useCall('groups.get', { groupId })
  if (group.error?.reply.code === 'not_found') return <NotFound />
  if (group.error !== null) {
    return <ErrorState error={group.error} retry={() => void group.refetch()} />
  }
  if (group.data === undefined) return <LoadingState />
  return (
    <>
      <Text size="sm" mb={4}>
        <Link to="/groups">{t('groups.page.back')}</Link>
      </Text>
      <GroupPage group={group.data} tab={isTab(params['tab']) ? params['tab'] : 'members'} />
    </>
  )
}

function GroupPage({ group, tab }: { readonly group: GroupDetail; readonly tab: TabName }) {
  const { t } = useTranslation()
  const { search } = useRoute()
  const [panel, setPanel] = useState<Panel | null>(search.has('import') ? 'import' : null)
  const close = () => setPanel(null)
  return (
    <>
      <PageHeader
        title={
          <Group gap="sm">
            {group.subject}
            <Badge variant="outline" color="gray">
              {t(`groups.kind.${group.kind}`)}
            </Badge>
            <GroupStateBadge state={group.state} />
          </Group>
        }
        subtitle={<GroupFacts group={group} />}
        primary={<ReviewButton group={group} />}
        actions={
          <HeaderActions
            group={group}
            onImport={() => setPanel('import')}
            onEdit={() => setPanel('edit')}
          />
        }
      />
      <StateNote group={group} />
      <SplitView
        detailLabel={t(panel === 'edit' ? 'groups.edit.title' : 'groups.page.importNewer')}
        onClose={close}
        detail={
          panel === null ? null : panel === 'edit' ? (
            <EditGroup group={group} onClose={close} />
          ) : (
            <ImportPanel group={group} onClose={close} />
          )
        }
      >
        <GroupTabs
          group={group}
          tab={tab}
          isNarrow={panel !== null}
          onImport={() => setPanel('import')}
        />
      </SplitView>
    </>
  )
}

interface HeaderActionsProps {
  readonly group: GroupDetail
  readonly onImport: () => void
  readonly onEdit: () => void
}

function HeaderActions({ group, onImport, onEdit }: HeaderActionsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  if (group.state === 'deleted') return null
  return (
    <>
      {group.pendingJoinRequests > 0 ? (
        <Button
          component={Link}
          to={`/join-requests?groupId=${group.id}`}
          variant="default"
          leftSection={<IconUserPlus size={16} aria-hidden />}
          rightSection={<Badge color="amber">{format.number(group.pendingJoinRequests)}</Badge>}
        >
          {t('groups.page.joinRequests')}
        </Button>
      ) : null}
      {group.state === 'active' ? (
        <Button
          component={Link}
          to={`/announcements/new?groupId=${group.id}`}
          variant="default"
          leftSection={<IconSpeakerphone size={16} aria-hidden />}
        >
          {t('groups.page.announce')}
        </Button>
      ) : null}
      <GroupMenu group={group} onImport={onImport} onEdit={onEdit} />
    </>
  )
}

interface GroupTabsProps {
  readonly group: GroupDetail
  readonly tab: TabName
  /** True while a form stands beside the tabs. */
  readonly isNarrow: boolean
  readonly onImport: () => void
}

function GroupTabs({ group, tab, isNarrow, onImport }: GroupTabsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const counts: Partial<Record<TabName, number>> = {
    findings: group.openFindings,
    plan: group.openPlanId === null ? 0 : 1,
  }
  return (
    <Tabs
      value={tab}
      onChange={(value) => navigate(`/groups/${group.id}/${value ?? 'members'}`, { replace: true })}
      keepMounted={false}
    >
      <Tabs.List aria-label={t('groups.page.tabs')} mb="md">
        {tabs.map((name) => (
          <Tabs.Tab
            key={name}
            value={name}
            rightSection={
              (counts[name] ?? 0) > 0 ? (
                <Badge size="sm" color="amber">
                  {format.number(counts[name] ?? 0)}
                </Badge>
              ) : null
            }
          >
            {t(`groups.page.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="members">
        <MembersTab group={group} isNarrow={isNarrow} onImport={onImport} />
      </Tabs.Panel>
      <Tabs.Panel value="rules">
        <RulesTab group={group} />
      </Tabs.Panel>
      <Tabs.Panel value="findings">
        <FindingsTab group={group} />
      </Tabs.Panel>
      <Tabs.Panel value="plan">
        <PlanTab group={group} />
      </Tabs.Panel>
      <Tabs.Panel value="announcements">
        <AnnouncementsTab group={group} />
      </Tabs.Panel>
      <Tabs.Panel value="activity">
        <ActivityTab groupId={group.id} />
      </Tabs.Panel>
      <Tabs.Panel value="history">
        <HistoryTab groupId={group.id} />
      </Tabs.Panel>
    </Tabs>
  )
}

function StateNote({ group }: { readonly group: GroupDetail }) {
  const { t } = useTranslation()
  if (group.state === 'active') return null
  const reason = group.failureCode === null ? '' : errorTitle(group.failureCode)
  return (
    <Alert
      mb="md"
      color={group.state === 'creating' || group.state === 'deleted' ? 'gray' : 'red'}
      icon={<IconInfoCircle aria-hidden />}
    >
      {t(`groups.stateNote.${group.state}`, { reason })}
    </Alert>
  )
}

function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyState
      isPage
      title={t('groups.page.notFoundTitle')}
      text={t('groups.page.notFoundText')}
      action={
        <Button component={Link} to="/groups">
          {t('groups.page.back')}
        </Button>
      }
    />
  )
}
