import { Button, Stack, Text, Title } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface ConnectStepProps {
  readonly onDone: () => void
  readonly renderConnect: (onConnected: () => void) => ReactNode
}

/** Last screen: connect the Business account, or later. */
export function ConnectStep({ onDone, renderConnect }: ConnectStepProps) {
  const { t } = useTranslation()
  const [isConnected, setConnected] = useState(false)
  return (
    <Stack gap="md">
      <div>
        <Title order={1}>{t('first-run.connect.title')}</Title>
        <Text c="dimmed" mt="xs">
          {t('first-run.connect.text')}
        </Text>
      </div>
      {renderConnect(() => setConnected(true))}
      <Button
        variant={isConnected ? 'filled' : 'subtle'}
        onClick={onDone}
        style={{ alignSelf: 'flex-start' }}
      >
        {t(isConnected ? 'first-run.connect.open' : 'first-run.connect.later')}
      </Button>
    </Stack>
  )
}
