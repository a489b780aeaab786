import { Checkbox, Select, TextInput } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallError } from '../../lib/use-call.ts'
import { languageChoices } from './languages.ts'
import {
  isFlagOn,
  limits,
  profileProblems,
  type CustomField,
  type ProfileDraft,
} from './profile-draft.ts'

export interface ProfileFieldsProps {
  readonly draft: ProfileDraft
  readonly onChange: (draft: ProfileDraft) => void
  readonly fields: readonly CustomField[]
  /** True once the owner tried to save: every problem shows. */
  readonly showProblems: boolean
  /** False for somebody who goes without a name already. */
  readonly isNameNeeded?: boolean
  /** A field that the app refused, with its words. */
  readonly refused?: Refusal | null
  /** Fields between the name and the rest. */
  readonly children?: ReactNode
}

/** A refusal that belongs beside a field, in words. */
export interface Refusal {
  readonly field: string
  readonly words: string
}

/** The field that a refusal is about, if it is one of the form's. */
export function refusalOf(error: CallError | null, t: TFunction): Refusal | null {
  const { code, field } = error?.reply ?? {}
  if (code === 'conflict' && field === 'number')
    return { field, words: t('people.problem.numberTaken') }
  if (code === 'conflict' && field === 'externalId')
    return { field, words: t('people.problem.externalIdTaken') }
  if (code === 'invalid_input' && field === 'number')
    return { field, words: t('people.problem.phone') }
  return null
}

/** Everything that is kept of a person, each with its problem as soon as the field is left. */
export function ProfileFields(props: ProfileFieldsProps) {
  const { t } = useTranslation()
  const { draft, onChange, refused } = props
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const problems = profileProblems(draft, props.fields, props.isNameNeeded)
  const attributes = (field: string) => {
    const problem = problems[field]
    const isShown = props.showProblems || left.has(field)
    const own = problem === undefined || !isShown ? null : t(problem, { count: limitOf(field) })
    return {
      error: own ?? (refused?.field === field ? refused.words : null),
      onBlur: () => setLeft(new Set([...left, field])),
    }
  }
  const text = (field: 'name' | 'email' | 'city' | 'birthday' | 'externalId') => ({
    label: t(`people.profile.${field}`),
    value: draft[field],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...draft, [field]: event.currentTarget.value }),
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as const,
    autoComplete: 'off',
    ...attributes(field),
  })
  return (
    <>
      <TextInput {...mutable(text('name'))} data-autofocus />
      {props.children}
      <TextInput {...mutable(text('email'))} />
      <TextInput {...mutable(text('city'))} />
      <TextInput {...mutable(text('birthday'))} description={t('people.profile.birthdayHelp')} />
      <Select
        label={t('people.profile.language')}
        searchable
        clearable
        value={draft.language === '' ? null : draft.language}
        onChange={(value) => onChange({ ...draft, language: value ?? '' })}
        data={languageChoices(draft.language)}
      />
      <TextInput
        {...mutable(text('externalId'))}
        description={t('people.profile.externalIdHelp')}
      />
      {props.fields.map((field) => (
        <CustomInput
          key={field.key}
          field={field}
          value={draft.custom[field.key] ?? ''}
          onChange={(value) =>
            onChange({ ...draft, custom: { ...draft.custom, [field.key]: value } })
          }
          {...attributes(`custom.${field.key}`)}
        />
      ))}
    </>
  )
}

type Order = 'label' | 'input' | 'description' | 'error'

/** Mantine asks for an array that may be written to. */
function mutable<T extends { inputWrapperOrder: readonly Order[] }>(given: T) {
  return { ...given, inputWrapperOrder: [...given.inputWrapperOrder] }
}

function limitOf(field: string): number {
  if (field.startsWith('custom.')) return limits.custom
  return field === 'name' ? limits.name : limits.city
}

interface CustomInputProps {
  readonly field: CustomField
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | null
  readonly onBlur: () => void
}

function CustomInput({ field, value, onChange, error, onBlur }: CustomInputProps) {
  const { t } = useTranslation()
  if (field.type === 'flag')
    return (
      <Checkbox
        label={field.label}
        checked={isFlagOn(value)}
        onChange={(event) => onChange(event.currentTarget.checked ? 'true' : '')}
      />
    )
  return (
    <TextInput
      label={field.label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={onBlur}
      error={error}
      autoComplete="off"
      {...(field.type === 'number' ? { inputMode: 'decimal' as const } : {})}
      {...(field.type === 'date' ? { placeholder: t('people.fields.datePlaceholder') } : {})}
    />
  )
}
