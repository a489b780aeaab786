import { Button, CopyButton, Group, List, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleKey, RuleStatus } from '../../../../shared/domain/rules.ts'
import { useFormat } from '../../../lib/format.ts'
import { showDone } from '../../../lib/notify.tsx'
import { Link } from '../../../lib/router.ts'
import { useCommand } from '../../../lib/use-call.ts'
import { wantedChoice } from './wanted-words.ts'
import classes from '../groups.module.css'

export interface ChecklistProps {
  readonly groupId: string
  readonly status: RuleStatus
}

/**
 * Rules that hold by the owner's word. The others done by hand, announcement and pin, are ticked off
 * where their text is sent: in a plan or as an announcement.
 */
const confirmable: ReadonlySet<RuleKey> = new Set([
  'posting',
  'inviting',
  'join_approval',
  'invite_link_rotation',
])

/** The steps on the phone for a rule by hand, and who confirmed them when. */
export function Checklist({ groupId, status }: ChecklistProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(status.condition !== 'ok')
  const isConfirmable = confirmable.has(status.rule)
  const close = () => setOpen(false)
  return (
    <Stack gap="xs" mt="xs" align="flex-start">
      <Group gap="sm">
        {isConfirmable ? <Confirmation status={status} /> : null}
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t(isOpen ? 'rules.tab.hideSteps' : 'rules.tab.showSteps')}
        </Button>
      </Group>
      {isOpen ? (
        <Stack gap="sm" maw="46rem" w="100%" align="flex-start">
          <Steps status={status} />
          {isConfirmable ? (
            <ConfirmForm groupId={groupId} status={status} onDone={close} />
          ) : (
            <TickElsewhere groupId={groupId} status={status} />
          )}
        </Stack>
      ) : null}
    </Stack>
  )
}

function Confirmation({ status }: { readonly status: RuleStatus }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { confirmedAt, confirmedBy, staleAt } = status
  if (confirmedAt === null) return <Text size="sm">{t('rules.tab.neverConfirmed')}</Text>
  const confirmed = t('rules.tab.confirmedBy', {
    context: confirmedBy ?? 'owner',
    name: confirmedBy,
    date: format.date(confirmedAt),
  })
  if (staleAt === null) return <Text size="sm">{confirmed}</Text>
  const isStale = staleAt <= Date.now()
  return (
    <Text size="sm" {...(isStale ? { c: 'amber', fw: 500 } : {})}>
      {t(isStale ? 'rules.tab.confirmedExpired' : 'rules.tab.confirmedUntil', {
        confirmed,
        date: format.date(staleAt),
      })}
    </Text>
  )
}

function Steps({ status }: { readonly status: RuleStatus }) {
  const { t } = useTranslation()
  const { text } = status.wanted.params
  return (
    <>
      <Text fw={500}>{t('rules.checklist.title')}</Text>
      <List type="ordered" spacing={4}>
        {status.checklist.map((step) => (
          <List.Item key={step}>
            {t(`rules.checklist.${step}`, { context: wantedChoice(status.wanted.params) })}
          </List.Item>
        ))}
      </List>
      {typeof text === 'string' ? <TextToUse text={text} /> : null}
    </>
  )
}

function TickElsewhere({ groupId, status }: ChecklistProps) {
  const { t } = useTranslation()
  const [to, key] =
    status.openFindings > 0
      ? [`/groups/${groupId}/plan`, 'rules.tab.tickInPlan']
      : [`/announcements/new?groupId=${groupId}`, 'rules.tab.tickAsAnnouncement']
  return (
    <Button component={Link} to={to} variant="light">
      {t(key)}
    </Button>
  )
}

interface ConfirmFormProps extends ChecklistProps {
  readonly onDone: () => void
}

function ConfirmForm({ groupId, status, onDone }: ConfirmFormProps) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const [note, setNote] = useState('')
  const confirm = useCommand('rules.confirm', {
    onSuccess: () => {
      for (const domain of ['findings', 'groups']) {
        void queryClient.invalidateQueries({ queryKey: [domain] })
      }
      showDone(t('rules.tab.confirmed'))
      onDone()
    },
  })
  return (
    <form
      className={classes['wide']}
      onSubmit={(event) => {
        event.preventDefault()
        confirm.mutate({ groupId, rule: status.rule, note })
      }}
    >
      <Stack gap="sm" align="flex-start">
        <TextInput
          label={t('rules.tab.confirmNote')}
          description={t('rules.tab.confirmNoteHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={500}
          w="100%"
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button type="submit" variant="light" loading={confirm.isPending}>
          {t(status.confirmedAt === null ? 'rules.tab.confirm' : 'rules.tab.confirmAgain')}
        </Button>
      </Stack>
    </form>
  )
}

function TextToUse({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  return (
    <div className={classes['wide']}>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={500}>
          {t('rules.checklist.text')}
        </Text>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {t(copied ? 'rules.checklist.copied' : 'rules.checklist.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      <div className={classes['text']}>{text}</div>
    </div>
  )
}
