import { Button, Collapse, CopyButton, Group, List, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleStatus } from '../../../../shared/domain/rules.ts'
import { useFormat } from '../../../lib/format.ts'
import { showDone } from '../../../lib/notify.tsx'
import { useCommand } from '../../../lib/use-call.ts'
import { wantedChoice } from './wanted-words.ts'
import classes from '../groups.module.css'

export interface ChecklistProps {
  readonly groupId: string
  readonly status: RuleStatus
}

/** The steps on the phone for a rule by hand, and who confirmed them when. */
export function Checklist({ groupId, status }: ChecklistProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(status.condition !== 'ok')
  return (
    <Stack gap="xs" mt="xs">
      <Group gap="sm">
        <Confirmation status={status} />
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t(isOpen ? 'rules.tab.hideSteps' : 'rules.tab.showSteps')}
        </Button>
      </Group>
      <Collapse expanded={isOpen}>
        {isOpen ? <Steps groupId={groupId} status={status} onDone={() => setOpen(false)} /> : null}
      </Collapse>
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

interface StepsProps extends ChecklistProps {
  readonly onDone: () => void
}

function Steps({ groupId, status, onDone }: StepsProps) {
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
  const { text } = status.wanted.params
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        confirm.mutate({ groupId, rule: status.rule, note })
      }}
    >
      <Stack gap="sm" maw="46rem">
        <Text fw={500}>{t('rules.checklist.title')}</Text>
        <List type="ordered" spacing={4}>
          {status.checklist.map((step) => (
            <List.Item key={step}>
              {t(`rules.checklist.${step}`, { context: wantedChoice(status.wanted.params) })}
            </List.Item>
          ))}
        </List>
        {typeof text === 'string' ? <TextToUse text={text} /> : null}
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
      </Stack>
    </form>
  )
}

function TextToUse({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  return (
    <div>
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
