import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconEraser, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CleanUpRule } from '../../../shared/domain/clean-up.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { SplitView } from '../../ui/split-view.tsx'
import { DryRun } from './dry-run.tsx'
import { RuleEditor } from './rule-editor.tsx'
import { ruleSentence } from './rule-words.ts'
import classes from './clean-up.module.css'

/** What stands beside the list: a rule's dry run, or its form; a null id is a rule not saved yet. */
interface Open {
  readonly view: 'dryRun' | 'edit'
  readonly ruleId: string | null
}

/** The rules, and beside them what one would do. */
export function RulesTab() {
  const { t } = useTranslation()
  const list = useCall('cleanUp.listRules', {})
  const [open, setOpen] = useState<Open | null>(null)
  const [deleting, setDeleting] = useState<CleanUpRule | null>(null)
  if (list.error !== null)
    return <ErrorState error={list.error} retry={() => void list.refetch()} />
  if (list.data === undefined) return <LoadingState />
  const { rules } = list.data
  const rule = rules.find(({ id }) => id === open?.ruleId) ?? null
  const add = () => setOpen({ view: 'edit', ruleId: null })
  const detail =
    open?.view === 'edit' ? (
      <RuleEditor
        key={open.ruleId ?? 'new'}
        rule={rule}
        onCancel={() => setOpen(null)}
        onSaved={(saved) => setOpen({ view: 'dryRun', ruleId: saved.id })}
      />
    ) : rule === null ? null : (
      <DryRun key={rule.id} rule={rule} onDone={() => setOpen(null)} />
    )
  return (
    <>
      <SplitView
        detail={detail}
        detailLabel={t(open?.view === 'edit' ? 'cleanUp.editor.title' : 'cleanUp.dryRun.title')}
        onClose={() => setOpen(null)}
      >
        {rules.length === 0 ? (
          <EmptyState
            icon={<IconEraser size={22} />}
            title={t('cleanUp.empty.rules.title')}
            text={t('cleanUp.empty.rules.text')}
            action={<Button onClick={add}>{t('cleanUp.rules.add')}</Button>}
          />
        ) : (
          <Stack gap="sm">
            <Group justify="space-between">
              <Title order={2}>{t('cleanUp.rules.title')}</Title>
              <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
                {t('cleanUp.rules.add')}
              </Button>
            </Group>
            <ul className={classes['list']}>
              {rules.map((each) => (
                <RuleCard
                  key={each.id}
                  rule={each}
                  isOpen={each.id === open?.ruleId}
                  onDryRun={() => setOpen({ view: 'dryRun', ruleId: each.id })}
                  onEdit={() => setOpen({ view: 'edit', ruleId: each.id })}
                  onDelete={() => setDeleting(each)}
                />
              ))}
            </ul>
          </Stack>
        )}
      </SplitView>
      <DeleteRule rule={deleting} onClose={() => setDeleting(null)} />
    </>
  )
}

interface RuleCardProps {
  readonly rule: CleanUpRule
  readonly isOpen: boolean
  readonly onDryRun: () => void
  readonly onEdit: () => void
  readonly onDelete: () => void
}

function RuleCard({ rule, isOpen, onDryRun, onEdit, onDelete }: RuleCardProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const schedule =
    rule.everyDays === null || rule.nextRunAt === null
      ? t('cleanUp.rules.byHand')
      : t('cleanUp.rules.scheduled', {
          days: format.days(rule.everyDays),
          date: format.date(rule.nextRunAt),
        })
  return (
    <li className={classes['card']} data-open={isOpen || undefined}>
      <Title order={3} size="h4">
        {rule.name}
      </Title>
      <Text mt={4}>{ruleSentence(rule, t)}</Text>
      <Text size="sm" c="dimmed" mt={4}>
        {t(`cleanUp.action.${rule.action}.then`)} · {schedule}
        {rule.lastRunAt === null
          ? null
          : ` · ${t('cleanUp.rules.lastRun', { date: format.date(rule.lastRunAt) })}`}
      </Text>
      <Group gap="xs" mt="sm">
        <Button
          size="xs"
          variant="light"
          onClick={onDryRun}
          aria-label={t('cleanUp.rules.dryRunOf', { name: rule.name })}
        >
          {t('cleanUp.rules.dryRun')}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={onEdit}
          aria-label={t('cleanUp.rules.editOf', { name: rule.name })}
        >
          {t('common.edit')}
        </Button>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          onClick={onDelete}
          aria-label={t('cleanUp.rules.deleteOf', { name: rule.name })}
        >
          {t('common.delete')}
        </Button>
      </Group>
    </li>
  )
}

interface DeleteRuleProps {
  readonly rule: CleanUpRule | null
  readonly onClose: () => void
}

function DeleteRule({ rule, onClose }: DeleteRuleProps) {
  const { t } = useTranslation()
  const remove = useCommand('cleanUp.deleteRule', {
    onSuccess: () => {
      showDone(t('cleanUp.rules.deleted'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      opened={rule !== null}
      onClose={onClose}
      title={t('cleanUp.rules.deleteTitle', { name: rule?.name ?? '' })}
      confirmLabel={t('cleanUp.rules.deleteConfirm')}
      isBusy={remove.isPending}
      onConfirm={() => {
        if (rule !== null) remove.mutate({ ruleId: rule.id })
      }}
    >
      {t('cleanUp.rules.deleteText')}
    </ConfirmDialog>
  )
}
