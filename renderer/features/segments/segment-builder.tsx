import { Button, Select } from '@mantine/core'
import { QueryBuilderMantine } from '@react-querybuilder/mantine'
import { createContext, useContext, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  QueryBuilder,
  type RuleGroupType,
  type ActionProps,
  type Translations,
  type ValueEditorProps,
} from 'react-querybuilder'
import { maxSegmentDepth, type SegmentGroup } from '../../../shared/domain/segments.ts'
import { ConditionEditor } from './condition-editor.tsx'
import { freshCondition, kinds, type Kind } from './condition-kinds.ts'
import { conditionOf, fromQuery } from './query-tree.ts'
import type { Choices } from './use-choices.ts'
import classes from './segments.module.css'

const ChoicesContext = createContext<Choices | null>(null)

export interface SegmentBuilderProps {
  readonly query: RuleGroupType
  readonly choices: Choices
  readonly onChange: (query: RuleGroupType, conditions: SegmentGroup) => void
}

/** Conditions as boxes in boxes: joined by and or or, added, taken out, turned round. */
export function SegmentBuilder({ query, choices, onChange }: SegmentBuilderProps) {
  const { t } = useTranslation()
  const fields = useMemo(
    () => kinds.map((kind) => ({ name: kind, label: t(`segments.kind.${kind}`) })),
    [t],
  )
  const combinators = useMemo(
    () =>
      (['and', 'or'] as const).map((name) => ({ name, label: t(`segments.combinator.${name}`) })),
    [t],
  )
  return (
    <ChoicesContext.Provider value={choices}>
      <QueryBuilderMantine>
        <QueryBuilder
          fields={fields}
          query={query}
          onQueryChange={(changed: RuleGroupType) => onChange(changed, fromQuery(changed))}
          combinators={combinators}
          getDefaultValue={(rule) => freshCondition(rule.field as Kind)}
          getDefaultOperator={() => '='}
          controlElements={{
            valueEditor: ConditionValue,
            operatorSelector: null,
            fieldSelector: Chooser,
            combinatorSelector: Chooser,
            actionElement: Act,
          }}
          controlClassnames={{ queryBuilder: classes['builder'] ?? '' }}
          translations={useTranslations()}
          maxLevels={maxSegmentDepth}
          showNotToggle
          addRuleToNewGroups
          resetOnFieldChange
        />
      </QueryBuilderMantine>
    </ChoicesContext.Provider>
  )
}

/** Quieter than the page's one primary button. */
function Act({ label, title, handleOnClick, disabled }: ActionProps) {
  return (
    <Button
      variant="default"
      title={title}
      disabled={disabled === true}
      onClick={(event) => handleOnClick(event)}
    >
      {label}
    </Button>
  )
}

interface ChooserProps {
  readonly options: unknown
  readonly value?: string
  readonly title?: string
  readonly handleOnChange: (value: string) => void
}

/** The builder's own list of choices names itself by a title alone, which not every reader reads out. */
function Chooser({ options, value, title, handleOnChange }: ChooserProps) {
  const choices = options as readonly { readonly name: string; readonly label: string }[]
  return (
    <Select
      aria-label={title ?? ''}
      w="11rem"
      allowDeselect={false}
      value={value ?? null}
      onChange={(chosen) => {
        if (chosen !== null) handleOnChange(chosen)
      }}
      data={choices.map((choice) => ({ value: choice.name, label: choice.label }))}
    />
  )
}

function ConditionValue({ rule, handleOnChange }: ValueEditorProps) {
  const choices = useContext(ChoicesContext)
  if (choices === null) return null
  return (
    <ConditionEditor condition={conditionOf(rule)} choices={choices} onChange={handleOnChange} />
  )
}

function useTranslations(): Partial<Translations> {
  const { t } = useTranslation()
  return useMemo(
    () => ({
      fields: { title: t('segments.builder.field') },
      combinators: { title: t('segments.builder.combinator') },
      value: { title: t('segments.builder.value') },
      addRule: { label: t('segments.builder.addRule'), title: t('segments.builder.addRule') },
      addGroup: { label: t('segments.builder.addGroup'), title: t('segments.builder.addGroup') },
      removeRule: { label: t('segments.builder.remove'), title: t('segments.builder.removeRule') },
      removeGroup: {
        label: t('segments.builder.remove'),
        title: t('segments.builder.removeGroup'),
      },
      notToggle: { label: t('segments.builder.not'), title: t('segments.builder.notTitle') },
    }),
    [t],
  )
}
