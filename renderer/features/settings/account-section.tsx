import { Alert, Button, Divider, Group, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { accessToken, type Account } from '../../../shared/domain/account.ts'
import { errorTitle } from '../../lib/error-words.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'
import { Checks } from './checks.tsx'
import { ConnectForm } from './connect-form.tsx'
import { Facts } from './facts.tsx'

/** The connected Business account, or the form that connects one. */
export function AccountSection() {
  const { t } = useTranslation()
  const account = useCall('account.get', {})
  if (account.error !== null) {
    return <ErrorState error={account.error} retry={() => void account.refetch()} />
  }
  if (account.data === undefined) return <LoadingState />
  if (!account.data.connected) {
    return (
      <Stack gap="md">
        <Text c="dimmed">{t('settings.account.none')}</Text>
        <ConnectForm />
      </Stack>
    )
  }
  return (
    <Stack gap="lg">
      {account.data.stoppedCode === null ? null : (
        <Alert
          color="red"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('settings.account.stopped')}
        >
          {errorTitle(account.data.stoppedCode)}
        </Alert>
      )}
      <AccountFacts account={account.data} />
      <CheckNow />
      <Divider />
      <NewToken />
      <Divider />
      <Disconnect account={account.data} />
    </Stack>
  )
}

const qualityTones: Record<string, StatusTone> = {
  GREEN: 'good',
  YELLOW: 'attention',
  RED: 'danger',
}
const sendTones: Record<string, StatusTone> = {
  AVAILABLE: 'good',
  LIMITED: 'attention',
  BLOCKED: 'danger',
}

function AccountFacts({ account }: { readonly account: Account }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { qualityRating, canSendMessage, checkedAt } = account
  return (
    <Facts
      facts={[
        [t('settings.account.name'), account.verifiedName],
        [t('settings.account.number'), account.displayPhoneNumber],
        [t('settings.account.phoneNumberId'), account.phoneNumberId],
        [t('settings.account.wabaId'), account.wabaId],
        [
          t('settings.account.quality'),
          qualityRating === null ? null : (
            <StatusBadge tone={qualityTones[qualityRating] ?? 'neutral'}>
              {t(`settings.account.qualityRating.${qualityRating}`)}
            </StatusBadge>
          ),
        ],
        [
          t('settings.account.sending'),
          canSendMessage === null ? null : (
            <StatusBadge tone={sendTones[canSendMessage] ?? 'neutral'}>
              {t(`settings.account.canSend.${canSendMessage}`)}
            </StatusBadge>
          ),
        ],
        [t('settings.account.limit'), limitWords(account.messagingLimit, format.number)],
        [t('settings.account.groups'), t(`settings.account.eligibility.${account.groups}`)],
        [
          t('settings.account.checkedAt'),
          checkedAt === null ? t('common.never') : format.relative(checkedAt),
        ],
      ]}
    />
  )
}

/** WhatsApp's word for the limit (`TIER_1K`) as a number where it is one. */
function limitWords(limit: string | null, number: (value: number) => string): string | null {
  const parts = /^TIER_(\d+)(K?)$/.exec(limit ?? '')
  if (parts === null) return limit
  return number(Number(parts[1]) * (parts[2] === 'K' ? 1000 : 1))
}

function CheckNow() {
  const { t } = useTranslation()
  const check = useCommand('account.check', { handlesError: () => true })
  return (
    <Stack gap="sm" align="flex-start">
      <Button variant="default" loading={check.isPending} onClick={() => check.mutate({})}>
        {t('settings.account.checkNow')}
      </Button>
      {check.data === undefined ? null : <Checks checks={check.data.checks} />}
      {check.error === null ? null : <ErrorState error={check.error} />}
    </Stack>
  )
}

function NewToken() {
  const { t } = useTranslation()
  const [token, setToken] = useState('')
  const [isLeft, setLeft] = useState(false)
  const save = useCommand('account.setAccessToken', {
    handlesError: () => true,
    onSuccess: () => {
      setToken('')
      setLeft(false)
      showDone(t('common.saved'))
    },
  })
  const isRight = accessToken.safeParse(token).success
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setLeft(true)
        if (isRight) save.mutate({ accessToken: token })
      }}
    >
      <Stack gap="sm" align="flex-start">
        <Title order={3}>{t('settings.account.newToken')}</Title>
        <PasswordInput
          w="100%"
          maw={440}
          label={t('settings.connect.accessToken')}
          description={t('settings.account.newTokenHelp')}
          value={token}
          autoComplete="off"
          onChange={(event) => setToken(event.currentTarget.value)}
          onBlur={() => setLeft(token !== '')}
          error={isLeft && !isRight ? t('settings.connect.wrong.accessToken') : null}
        />
        <Button type="submit" variant="default" loading={save.isPending} disabled={token === ''}>
          {t('settings.account.saveToken')}
        </Button>
        {save.data === undefined ? null : <Checks checks={save.data.checks} />}
        {save.error === null ? null : <ErrorState error={save.error} />}
      </Stack>
    </form>
  )
}

function Disconnect({ account }: { readonly account: Account }) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const disconnect = useCommand('account.disconnect', { onSuccess: () => setAsking(false) })
  return (
    <Stack gap="sm" align="flex-start">
      <Title order={3}>{t('settings.account.disconnect')}</Title>
      <Text c="dimmed">{t('settings.account.disconnectHelp')}</Text>
      <Group>
        <Button color="red" variant="light" onClick={() => setAsking(true)}>
          {t('settings.account.disconnect')}
        </Button>
      </Group>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => disconnect.mutate({})}
        isBusy={disconnect.isPending}
        title={t('settings.account.disconnectAsk', { name: account.verifiedName ?? '' })}
        confirmLabel={t('settings.account.disconnect')}
      >
        {t('settings.account.disconnectHelp')}
      </ConfirmDialog>
    </Stack>
  )
}
