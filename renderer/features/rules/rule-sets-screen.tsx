import { Button, NavLink, Stack } from '@mantine/core'
import { IconListDetails, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleSet } from '../../../shared/domain/rules.ts'
import { navigate, useRoute } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RuleSetPage } from './rule-set-page.tsx'
import classes from './rules.module.css'

/** Word in the address for a rule set that is not saved yet. */
const newRuleSet = 'new'

/** All rule sets, and one of them open to be changed. */
export function RuleSetsScreen() {
  const { t } = useTranslation()
  const { params } = useRoute()
  const chosen = params['ruleSetId'] ?? null
  const list = useCall('ruleSets.list', {})
  const [isDirty, setDirty] = useState(false)
  const [target, setTarget] = useState<string | null>(null)
  /** Goes there, after asking when something would be lost. */
  const go = (path: string) => {
    if (isDirty) setTarget(path)
    else navigate(path)
  }
  if (list.error !== null) {
    return <ErrorState error={list.error} retry={() => void list.refetch()} />
  }
  if (list.data === undefined) return <LoadingState />
  const { ruleSets } = list.data
  const open = ruleSets.find((ruleSet) => ruleSet.id === chosen)
  const isNew = chosen === newRuleSet
  return (
    <>
      <PageHeader
        title={t('rules.title')}
        subtitle={t('rules.subtitle')}
        primary={
          isNew ? undefined : (
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => go(`/rule-sets/${newRuleSet}`)}
            >
              {t('rules.new')}
            </Button>
          )
        }
      />
      {ruleSets.length === 0 && !isNew ? (
        <NoRuleSets onAdd={() => go(`/rule-sets/${newRuleSet}`)} />
      ) : (
        <div className={classes['layout']}>
          <RuleSetList ruleSets={ruleSets} chosen={chosen} onChoose={go} />
          {open === undefined && !isNew ? (
            <EmptyState title={t('rules.empty.pickTitle')} text={t('rules.empty.pickText')} />
          ) : (
            <RuleSetPage
              key={`${chosen ?? ''} ${open?.version ?? 0}`}
              ruleSet={open ?? null}
              onDirty={setDirty}
              onLeave={go}
            />
          )}
        </div>
      )}
      <ConfirmDialog
        opened={target !== null}
        onClose={() => setTarget(null)}
        title={t('rules.editor.discardTitle')}
        confirmLabel={t('rules.editor.discard')}
        onConfirm={() => {
          setDirty(false)
          setTarget(null)
          if (target !== null) navigate(target)
        }}
      >
        {t('rules.editor.discardText')}
      </ConfirmDialog>
    </>
  )
}

interface RuleSetListProps {
  readonly ruleSets: readonly RuleSet[]
  readonly chosen: string | null
  readonly onChoose: (path: string) => void
}

function RuleSetList({ ruleSets, chosen, onChoose }: RuleSetListProps) {
  const { t } = useTranslation()
  return (
    <Stack component="nav" gap={0} aria-label={t('rules.list')}>
      {ruleSets.map((ruleSet) => {
        const isOpen = ruleSet.id === chosen
        const rules = Object.values(ruleSet.rules).filter((rule) => rule !== null).length
        const groups =
          ruleSet.groupCount === 0
            ? t('rules.noGroups')
            : t('rules.groups', { count: ruleSet.groupCount })
        return (
          <NavLink
            key={ruleSet.id}
            component="button"
            label={ruleSet.name}
            description={`${t('rules.rulesOn', { count: rules })} · ${groups}`}
            active={isOpen}
            aria-current={isOpen ? 'true' : undefined}
            onClick={() => onChoose(`/rule-sets/${ruleSet.id}`)}
          />
        )
      })}
      {chosen === newRuleSet ? (
        <NavLink component="button" label={t('rules.newTitle')} active aria-current="true" />
      ) : null}
    </Stack>
  )
}

function NoRuleSets({ onAdd }: { readonly onAdd: () => void }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<IconListDetails size={24} />}
      title={t('rules.empty.title')}
      text={t('rules.empty.text')}
      action={<Button onClick={onAdd}>{t('rules.empty.action')}</Button>}
    />
  )
}
