import { NumberInput, Radio, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import type { FieldError, Typed } from './rule-set-form.ts'

interface FieldProps {
  readonly error: FieldError | undefined
  /** True once the owner tried to save; before that an error shows when the field is left. */
  readonly showErrors: boolean
}

function useFieldError({ error, showErrors }: FieldProps) {
  const { t } = useTranslation()
  const [isLeft, setLeft] = useState(false)
  const shown = error !== undefined && (showErrors || isLeft)
  return { message: shown ? t(error.key, { ...error.values }) : null, leave: () => setLeft(true) }
}

export interface ChoiceFieldProps<T extends string> {
  readonly label: string
  readonly help?: string
  readonly value: T
  readonly options: ReadonlyArray<{ readonly value: T; readonly label: string }>
  readonly onChange: (value: T) => void
}

/** One of two or three choices, all in sight. */
export function ChoiceField<T extends string>(props: ChoiceFieldProps<T>) {
  return (
    <Radio.Group
      label={props.label}
      {...(props.help === undefined ? {} : { description: props.help })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={props.value}
      onChange={(value) => {
        const chosen = props.options.find((option) => option.value === value)
        if (chosen !== undefined) props.onChange(chosen.value)
      }}
    >
      <Group gap="lg" mt={4}>
        {props.options.map((option) => (
          <Radio key={option.value} value={option.value} label={option.label} />
        ))}
      </Group>
    </Radio.Group>
  )
}

export interface DaysFieldProps extends FieldProps {
  readonly label: string
  readonly help: string
  readonly value: Typed
  readonly onChange: (value: Typed) => void
}

/** A number of days. */
export function DaysField(props: DaysFieldProps) {
  const { message, leave } = useFieldError(props)
  return (
    <NumberInput
      label={props.label}
      description={props.help}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      w="16rem"
      min={1}
      clampBehavior="none"
      allowNegative={false}
      allowDecimal={false}
      value={props.value}
      onChange={props.onChange}
      onBlur={leave}
      error={message}
    />
  )
}

export interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** The text of a message. */
export function TextField(props: TextFieldProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { message, leave } = useFieldError(props)
  return (
    <Textarea
      label={t('rules.editor.text')}
      description={t('rules.editor.textHelp', { length: format.number(props.value.length) })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autosize
      minRows={3}
      maxRows={10}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onBlur={leave}
      error={message}
    />
  )
}
