import { Alert, Button, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TemplateDetail } from '../../../shared/domain/template-records.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCommand } from '../../lib/use-call.ts'

/** Why a template cannot be sent, and what the owner can do about it: here, in WhatsApp Manager, or by waiting. */
export function Hindrance({ template }: { readonly template: TemplateDetail }) {
  const { t } = useTranslation()
  switch (template.status) {
    case 'REJECTED':
      return (
        <Told color="red" title={t('templates.rejected')}>
          <Text>
            {t(`templates.reason.${template.rejectedReason ?? 'NONE'}`, {
              defaultValue: t('templates.reason.NONE'),
            })}
          </Text>
          <Text>{t('templates.hindrance.appeal')}</Text>
        </Told>
      )
    case 'PAUSED':
      return <Paused template={template} />
    case 'DISABLED':
      return (
        <Told color="red" title={t('templates.hindrance.disabledTitle')}>
          <Text>{t('templates.hindrance.disabled')}</Text>
          <Text>{t('templates.hindrance.appeal')}</Text>
        </Told>
      )
    case 'IN_APPEAL':
      return (
        <Told color="amber" title={t('templates.hindrance.appealedTitle')}>
          <Text>{t('templates.hindrance.appealed')}</Text>
        </Told>
      )
    default:
      return null
  }
}

interface ToldProps {
  readonly color: 'red' | 'amber'
  readonly title: string
  readonly children: ReactNode
}

function Told({ color, title, children }: ToldProps) {
  return (
    <Alert color={color} title={title}>
      <Stack gap="xs" align="flex-start">
        {children}
      </Stack>
    </Alert>
  )
}

function Paused({ template }: { readonly template: TemplateDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const unpause = useCommand('templates.unpause', {
    onSuccess: () => showDone(t('templates.hindrance.unpaused')),
  })
  const { kind = 'unknown', until = null, isLiftable = true } = template.pause ?? {}
  return (
    <Told color="amber" title={t('templates.hindrance.pausedTitle')}>
      <Text>
        {t(`templates.hindrance.pause.${kind}`)}
        {until === null
          ? null
          : ` ${t('templates.hindrance.until', { at: format.dateTime(until) })}`}
      </Text>
      {isLiftable ? (
        <Button
          variant="default"
          loading={unpause.isPending}
          onClick={() => unpause.mutate({ templateId: template.id })}
        >
          {t('templates.hindrance.unpause')}
        </Button>
      ) : null}
    </Told>
  )
}
