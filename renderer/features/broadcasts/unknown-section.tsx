import { Alert, Button, Group, Radio, Stack, Text } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../shared/domain/broadcasts.ts'
import { showDone } from '../../lib/notify.tsx'
import { Link } from '../../lib/router.ts'
import { useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

const choices = ['sent', 'not_sent', 'send_again'] as const
type Choice = (typeof choices)[number]

/** Messages of which nobody knows whether they left: the owner's three choices, each with what it means. */
export function UnknownSection({ broadcast }: { readonly broadcast: Broadcast }) {
  const { t } = useTranslation()
  const [choice, setChoice] = useState<Choice>('sent')
  const [isAsking, setIsAsking] = useState(false)
  const settle = useCommand('broadcasts.settleUnknown', {
    onSuccess: ({ settled }) => {
      setIsAsking(false)
      showDone(t('broadcasts.unknown.done', { count: settled }))
    },
  })
  const count = broadcast.counts.unknown
  if (count === 0) return null
  const run = () => settle.mutate({ broadcastId: broadcast.id, as: choice })
  return (
    <Alert
      color="amber"
      icon={<IconHelpCircle aria-hidden />}
      title={t('broadcasts.unknown.title', { count })}
    >
      <Stack gap="sm" align="flex-start">
        <Text>{t('broadcasts.unknown.text')}</Text>
        <Radio.Group
          value={choice}
          onChange={(value) => setChoice(choices.find((one) => one === value) ?? choice)}
          label={t('broadcasts.unknown.question')}
        >
          <Stack gap="xs" mt="xs">
            {choices.map((value) => (
              <Radio
                key={value}
                value={value}
                label={t(`broadcasts.unknown.${value}`)}
                description={t(`broadcasts.unknown.${value}Help`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Group gap="sm">
          <Button
            variant="default"
            loading={settle.isPending}
            onClick={() => (choice === 'send_again' ? setIsAsking(true) : run())}
          >
            {t(`broadcasts.unknown.${choice}Button`, { count })}
          </Button>
          <Link to={`/broadcasts/${broadcast.id}/recipients?state=unknown`}>
            {t('broadcasts.unknown.show')}
          </Link>
        </Group>
        <ConfirmDialog
          opened={isAsking}
          onClose={() => setIsAsking(false)}
          onConfirm={run}
          title={t('broadcasts.unknown.againTitle', { count })}
          confirmLabel={t('broadcasts.unknown.send_againButton', { count })}
          isBusy={settle.isPending}
          {...(count > 1 ? { confirmCount: count } : {})}
        >
          {t('broadcasts.unknown.againText')}
        </ConfirmDialog>
      </Stack>
    </Alert>
  )
}
