import { Box, Group, Paper, Text, UnstyledButton } from '@mantine/core'
import { IconQrcode } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../lib/router.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Campaign } from './campaign-draft.ts'
import { QrImage } from './qr-image.tsx'
import classes from './sign-up.module.css'

interface CampaignListProps {
  readonly campaigns: readonly Campaign[]
  readonly openId: string | null
}

/** All campaigns, those that are open first. */
export function CampaignList({ campaigns, openId }: CampaignListProps) {
  const { t } = useTranslation()
  const sorted = [...campaigns].sort(
    (left, right) =>
      Number(left.state === 'closed') - Number(right.state === 'closed') ||
      right.createdAt - left.createdAt,
  )
  return (
    <Paper withBorder component="ul" className={classes['list']} aria-label={t('signUp.list')}>
      {sorted.map((campaign) => (
        <li key={campaign.id}>
          <UnstyledButton
            className={classes['campaign']}
            data-active={campaign.id === openId || undefined}
            aria-current={campaign.id === openId ? 'true' : undefined}
            onClick={() => navigate(`/sign-up?campaignId=${campaign.id}`)}
          >
            <Line campaign={campaign} />
          </UnstyledButton>
        </li>
      ))}
    </Paper>
  )
}

function Line({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation()
  return (
    <Group wrap="nowrap" gap="md">
      {campaign.qrSvg === null ? (
        <Box className={classes['noQr']}>
          <IconQrcode size={24} aria-hidden />
        </Box>
      ) : (
        <QrImage svg={campaign.qrSvg} name={campaign.name} size={56} />
      )}
      <Box style={{ flex: 1, minWidth: 0 }}>
        <Group gap="xs">
          <Text span fw={500}>
            {campaign.name}
          </Text>
          <StateMark campaign={campaign} />
        </Group>
        <Text size="sm" c="dimmed">
          {t('signUp.writes', { codeWord: campaign.codeWord })}
        </Text>
      </Box>
      <Text size="sm" ta="end" style={{ flex: 'none' }}>
        <Numbers campaign={campaign} />
      </Text>
    </Group>
  )
}

/** Whether the campaign takes anybody in. */
export function StateMark({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation()
  return (
    <StatusBadge tone={campaign.state === 'open' ? 'good' : 'neutral'}>
      {t(`signUp.state.${campaign.state}`)}
    </StatusBadge>
  )
}

/** How many wrote the word, and how many of them agreed. */
export function Numbers({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation()
  return (
    <>
      {t('signUp.confirmed', { count: campaign.confirmed })}
      {campaign.isDoubleOptIn ? (
        <>
          <br />
          <Text span size="sm" c="dimmed">
            {t('signUp.asked', { count: campaign.asked })}
          </Text>
        </>
      ) : null}
    </>
  )
}
