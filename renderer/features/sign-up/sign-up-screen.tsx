import { Alert, Button, Group, Text } from '@mantine/core'
import { IconPlugConnectedX, IconPlus, IconQrcode } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, navigate, useRoute } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SplitView } from '../../ui/split-view.tsx'
import { CampaignDetail } from './campaign-detail.tsx'
import { CampaignForm } from './campaign-form.tsx'
import { CampaignList } from './campaign-list.tsx'
import type { Campaign } from './campaign-draft.ts'

/** Campaigns by which people sign up; `?campaignId=` opens one, `?edit=new` or its id the form. */
export function SignUpScreen() {
  const { t } = useTranslation()
  const { search } = useRoute()
  const list = useCall('signupCampaigns.list', {})
  const account = useCall('account.get', {})
  if (list.error !== null) {
    return <ErrorState error={list.error} retry={() => void list.refetch()} />
  }
  if (list.data === undefined) return <LoadingState />
  const { campaigns } = list.data
  const edit = search.get('edit')
  const number = account.data?.displayPhoneNumber ?? null
  const isUnconnected = account.data !== undefined && number === null
  if (edit !== null) {
    return (
      <>
        {isUnconnected ? <NotConnected /> : null}
        <CampaignForm
          key={edit}
          campaign={campaigns.find((campaign) => campaign.id === edit) ?? null}
          campaigns={campaigns}
          number={number}
        />
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={t('signUp.title')}
        subtitle={t('signUp.subtitle')}
        {...(campaigns.length === 0 ? {} : { primary: <NewButton /> })}
      />
      {isUnconnected ? <NotConnected /> : null}
      {campaigns.length === 0 ? (
        <EmptyState
          icon={<IconQrcode size={22} />}
          title={t('signUp.emptyTitle')}
          text={t('signUp.emptyText')}
          action={<NewButton />}
        />
      ) : (
        <Campaigns campaigns={campaigns} openId={search.get('campaignId')} />
      )}
    </>
  )
}

function NewButton() {
  const { t } = useTranslation()
  return (
    <Button
      component={Link}
      to="/sign-up?edit=new"
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      {t('signUp.new')}
    </Button>
  )
}

interface CampaignsProps {
  readonly campaigns: readonly Campaign[]
  readonly openId: string | null
}

function Campaigns({ campaigns, openId }: CampaignsProps) {
  const { t } = useTranslation()
  const open = campaigns.find((campaign) => campaign.id === openId)
  return (
    <SplitView
      detailLabel={t('signUp.detail')}
      onClose={() => navigate('/sign-up')}
      detail={open === undefined ? null : <CampaignDetail key={open.id} campaign={open} />}
    >
      <CampaignList campaigns={campaigns} openId={openId} />
    </SplitView>
  )
}

function NotConnected() {
  const { t } = useTranslation()
  return (
    <Alert
      color="amber"
      mb="md"
      icon={<IconPlugConnectedX aria-hidden />}
      title={t('signUp.notConnected.title')}
    >
      <Group justify="space-between" gap="sm">
        <Text maw="40rem">{t('signUp.notConnected.text')}</Text>
        <Button component={Link} to="/settings?section=account" variant="default">
          {t('signUp.notConnected.action')}
        </Button>
      </Group>
    </Alert>
  )
}
