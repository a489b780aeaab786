import { Button, NumberInput, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SendingLimits } from '../../../shared/domain/broadcasts.ts'
import { BroadcastSettingsFields } from '../../lib/broadcast-settings-fields.tsx'
import { showDone } from '../../lib/notify.tsx'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'

/** The app's own limits on sending, and how a new broadcast is sent. */
export function SendingSection() {
  const limits = useCall('sendingLimits.get', {})
  if (limits.error !== null)
    return <ErrorState error={limits.error} retry={() => void limits.refetch()} />
  if (limits.data === undefined) return <LoadingState />
  return <LimitsForm key={JSON.stringify(limits.data)} stored={limits.data} />
}

const largest = { perSecond: 1000, perDay: 10_000_000 } as const

function LimitsForm({ stored }: { readonly stored: SendingLimits }) {
  const { t } = useTranslation()
  const [limits, setLimits] = useState(stored)
  const save = useCommand('sendingLimits.set', { onSuccess: () => showDone(t('common.saved')) })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(limits)
      }}
    >
      <Stack gap="md" maw={520}>
        <Text c="dimmed">{t('settings.sending.help')}</Text>
        {(['perSecond', 'perDay'] as const).map((name) => (
          <NumberInput
            key={name}
            label={t(`settings.sending.${name}`)}
            description={t(`settings.sending.${name}Help`)}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            placeholder={t('settings.sending.none')}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="blur"
            min={1}
            max={largest[name]}
            maw={240}
            value={limits[name] ?? ''}
            onChange={(value) =>
              setLimits({
                ...limits,
                [name]: typeof value === 'number' && value > 0 ? value : null,
              })
            }
          />
        ))}
        <Title order={3} mt="sm">
          {t('settings.sending.defaults')}
        </Title>
        <BroadcastSettingsFields
          settings={limits.defaults}
          onChange={(part) => setLimits({ ...limits, defaults: { ...limits.defaults, ...part } })}
        />
        <Button
          type="submit"
          disabled={JSON.stringify(limits) === JSON.stringify(stored)}
          loading={save.isPending}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('common.save')}
        </Button>
      </Stack>
    </form>
  )
}
