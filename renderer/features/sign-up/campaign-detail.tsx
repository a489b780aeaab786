import { Button, CopyButton, Group, Stack, Text, Title } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { languageName } from '../../lib/language-names.ts'
import { showDone } from '../../lib/notify.tsx'
import { usePurposeWords } from '../../lib/purpose-words.ts'
import { Link } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Numbers, StateMark } from './campaign-list.tsx'
import type { Campaign } from './campaign-draft.ts'
import { PosterMenu } from './poster-menu.tsx'
import { QrImage } from './qr-image.tsx'
import classes from './sign-up.module.css'

/** One campaign: its QR code and link, what people agree to, the poster, and its end. */
export function CampaignDetail({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation()
  const isOpen = campaign.state === 'open'
  return (
    <Stack gap="sm">
      <Group gap="xs" pr={32}>
        <Title order={2}>{campaign.name}</Title>
        <StateMark campaign={campaign} />
      </Group>
      {isOpen ? <Code campaign={campaign} /> : <Text c="dimmed">{t('signUp.closedHelp')}</Text>}
      <Facts campaign={campaign} />
      <div>
        <Text size="sm" fw={500} mb={4}>
          {t('signUp.agreesTo', { language: languageName(campaign.textLanguage) })}
        </Text>
        <Text className={classes['wording']} lang={campaign.textLanguage}>
          {campaign.textBody}
        </Text>
      </div>
      {isOpen ? <Actions campaign={campaign} /> : null}
    </Stack>
  )
}

function Code({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation()
  if (campaign.qrSvg === null || campaign.link === null) {
    return <Text c="dimmed">{t('signUp.noLink')}</Text>
  }
  return (
    <Stack gap="xs" align="center">
      <QrImage svg={campaign.qrSvg} name={campaign.name} size={200} />
      <Text size="sm" className={classes['link']}>
        {campaign.link}
      </Text>
      <CopyButton value={campaign.link}>
        {({ copied, copy }) => (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCopy size={14} aria-hidden />}
            onClick={copy}
          >
            {copied ? t('common.copied') : t('signUp.copyLink')}
          </Button>
        )}
      </CopyButton>
    </Stack>
  )
}

function Facts({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation()
  const format = useFormat()
  const purposeWords = usePurposeWords()
  const purposes = useCall('consentPurposes.list', {})
  const ownName = purposes.data?.purposes.find((one) => one.key === campaign.purpose)?.name ?? ''
  const rows = [
    ['codeWord', campaign.codeWord],
    ['purpose', purposeWords(campaign.purpose, ownName)],
    ['way', t(campaign.isDoubleOptIn ? 'signUp.double' : 'signUp.single')],
    ...(campaign.tag === null ? [] : [['tag', campaign.tag] as const]),
    ['numbers', <Numbers campaign={campaign} />],
    [
      'since',
      campaign.closedAt === null
        ? format.date(campaign.createdAt)
        : t('signUp.fromTo', {
            from: format.date(campaign.createdAt),
            to: format.date(campaign.closedAt),
          }),
    ],
  ] as const
  return (
    <dl className={classes['facts']}>
      {rows.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`signUp.fact.${key}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Actions({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation()
  const [isClosing, setClosing] = useState(false)
  const close = useCommand('signupCampaigns.close', {
    onSuccess: () => {
      setClosing(false)
      showDone(t('signUp.close.done'))
    },
  })
  return (
    <Group gap="xs">
      <PosterMenu campaign={campaign} />
      <Button component={Link} to={`/sign-up?edit=${campaign.id}`} variant="default">
        {t('common.edit')}
      </Button>
      <Button variant="subtle" color="gray" onClick={() => setClosing(true)}>
        {t('signUp.close.button')}
      </Button>
      <ConfirmDialog
        opened={isClosing}
        onClose={() => setClosing(false)}
        title={t('signUp.close.title', { name: campaign.name })}
        confirmLabel={t('signUp.close.button')}
        isBusy={close.isPending}
        onConfirm={() => close.mutate({ campaignId: campaign.id })}
      >
        {t('signUp.close.text')}
      </ConfirmDialog>
    </Group>
  )
}
