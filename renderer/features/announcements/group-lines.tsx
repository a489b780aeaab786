import { Alert, Button, CopyButton, Group, Stack, Text } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { FailureLine } from '../../ui/failure-line.tsx'
import classes from './announcements.module.css'

export type PreviewOutput = CallOutput<'announcements.preview'>
type PreviewGroup = PreviewOutput['groups'][number]

interface GroupLinesProps {
  readonly preview: PreviewOutput
  readonly isTemplate: boolean
  readonly onUseTemplate: () => void
}

/** Group by group: who gets it, whether it can be sent, what it costs; then the sum. */
export function GroupLines({ preview, isTemplate, onUseTemplate }: GroupLinesProps) {
  const { t } = useTranslation()
  const hasByHand = preview.groups.some((group) => group.mode === 'by_hand')
  return (
    <>
      <ul className={classes['lines']} aria-label={t('announcements.preview.groups')}>
        {preview.groups.map((group) => (
          <li key={group.groupId} className={classes['line']}>
            <div className={classes['lineBody']}>
              <Text fw={500}>{group.subject}</Text>
              <Whether group={group} isTemplate={isTemplate} onUseTemplate={onUseTemplate} />
            </div>
            <Cost group={group} />
          </li>
        ))}
      </ul>
      {hasByHand ? <ByHandNote text={preview.text} /> : null}
      <Total preview={preview} />
    </>
  )
}

interface WhetherProps {
  readonly group: PreviewGroup
  readonly isTemplate: boolean
  readonly onUseTemplate: () => void
}

function Whether({ group, isTemplate, onUseTemplate }: WhetherProps) {
  const { t } = useTranslation()
  const format = useFormat()
  if (group.mode === 'by_hand') {
    return (
      <Text size="sm" c="dimmed">
        <IconHandStop size={13} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
        {t('announcements.line.byHand')}
      </Text>
    )
  }
  if (group.blockedCode !== null) {
    return (
      <Stack gap={4} align="flex-start">
        <Text size="sm" fw={500} c="amber">
          {t('announcements.line.blocked')}
        </Text>
        {group.blockedCode === 'window_closed' ? (
          <>
            <Text size="sm">
              {t(`announcements.line.${isOpenNow(group) ? 'windowClosedLater' : 'windowClosed'}`)}
            </Text>
            <Button size="compact-sm" variant="default" onClick={onUseTemplate}>
              {t('announcements.line.useTemplate')}
            </Button>
          </>
        ) : (
          <FailureLine code={group.blockedCode} />
        )}
      </Stack>
    )
  }
  const until = group.windowOpenUntil
  const key = isTemplate ? (isOpenNow(group) ? 'templateFree' : 'template') : 'openUntil'
  return (
    <Text size="sm" c="dimmed">
      {t(`announcements.line.${key}`, { time: until === null ? '' : format.dateTime(until) })}
    </Text>
  )
}

/** True where own text could go out now, though not at the time that was set. */
function isOpenNow({ windowOpenUntil }: PreviewGroup): boolean {
  return windowOpenUntil !== null && windowOpenUntil > Date.now()
}

function Cost({ group }: { readonly group: PreviewGroup }) {
  const { t } = useTranslation()
  const format = useFormat()
  const isCounted = group.mode === 'api' && group.blockedCode === null
  return (
    <div style={{ textAlign: 'end', flex: 'none' }}>
      <Text size="sm">{t('announcements.membersCount', { count: group.recipients })}</Text>
      {isCounted ? (
        <Text size="sm" c="dimmed">
          {group.cost.amount === 0 ? t('announcements.line.free') : format.money(group.cost)}
        </Text>
      ) : null}
    </div>
  )
}

function ByHandNote({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  return (
    <Alert color="gray" icon={<IconHandStop aria-hidden />} title={t('announcements.byHand.title')}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t('announcements.byHand.text')}</Text>
        <CopyTextButton text={text} />
      </Stack>
    </Alert>
  )
}

/** Puts a message's text on the clipboard, to be pasted on the phone. */
export function CopyTextButton({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button size="compact-sm" variant="default" onClick={copy}>
          {t(copied ? 'announcements.copied' : 'announcements.copyText')}
        </Button>
      )}
    </CopyButton>
  )
}

function Total({ preview }: { readonly preview: PreviewOutput }) {
  const { t } = useTranslation()
  const format = useFormat()
  const leftOut = preview.groups.filter((group) => group.blockedCode !== null).length
  const { cost } = preview
  const paid = preview.groups.filter((group) => group.cost.amount > 0)
  const paidRecipients = paid.reduce((sum, group) => sum + group.recipients, 0)
  return (
    <Stack gap={2}>
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{t('announcements.total.cost')}</Text>
        <Text fw={600}>
          {cost.amount === 0 ? t('announcements.total.free') : format.money(cost)}{' '}
          <Text span c="dimmed" fw={400}>
            {t('announcements.total.recipients', { count: preview.recipients })}
          </Text>
        </Text>
      </Group>
      {paidRecipients === 0 ? null : (
        <Text size="sm" c="dimmed">
          {t('announcements.total.perRecipient', {
            cost: format.money({ ...cost, amount: cost.amount / paidRecipients }),
          })}{' '}
          {t('announcements.total.rateCard', { date: rateCardDate(preview.rateCardAsOf, format) })}
        </Text>
      )}
      {leftOut === 0 ? null : (
        <Text size="sm" c="amber">
          {t('announcements.total.leftOut', { count: leftOut })}
        </Text>
      )}
    </Stack>
  )
}

/** The rate card's date in the chosen language; as it came where it is not a date. */
function rateCardDate(asOf: string, format: ReturnType<typeof useFormat>): string {
  const at = Date.parse(asOf)
  return Number.isNaN(at) ? asOf : format.date(at)
}
