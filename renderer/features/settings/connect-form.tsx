import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { connectInput } from '../../../shared/domain/account.ts'
import { useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { Checks } from './checks.tsx'

const fields = ['phoneNumberId', 'wabaId', 'accessToken', 'appSecret'] as const
type Field = (typeof fields)[number]
const secretFields: readonly string[] = ['accessToken', 'appSecret']
const empty: Record<Field, string> = {
  phoneNumberId: '',
  wabaId: '',
  accessToken: '',
  appSecret: '',
}

function isRight(field: Field, value: string): boolean {
  return connectInput.shape[field].safeParse(value.trim()).success
}

export interface ConnectFormProps {
  readonly onConnected?: () => void
}

/** The four values of a Business account; each is checked and answered plainly. */
export function ConnectForm({ onConnected }: ConnectFormProps) {
  const { t } = useTranslation()
  const [values, setValues] = useState(empty)
  const [left, setLeft] = useState<ReadonlySet<Field>>(new Set())
  const connect = useCommand('account.connect', {
    handlesError: () => true,
    onSuccess: ({ account }) => {
      if (account.connected) onConnected?.()
    },
  })
  const submit = () => {
    setLeft(new Set(fields))
    if (!fields.every((field) => isRight(field, values[field]))) return
    connect.mutate({
      phoneNumberId: values.phoneNumberId.trim(),
      wabaId: values.wabaId.trim(),
      accessToken: values.accessToken.trim(),
      appSecret: values.appSecret.trim(),
    })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack gap="md" maw={520}>
        {fields.map((field) => {
          const Input = secretFields.includes(field) ? PasswordInput : TextInput
          return (
            <Input
              key={field}
              label={t(`settings.connect.${field}`)}
              description={t(`settings.connect.help.${field}`)}
              value={values[field]}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setValues({ ...values, [field]: event.currentTarget.value })}
              onBlur={() => {
                if (values[field] !== '') setLeft(new Set([...left, field]))
              }}
              error={
                left.has(field) && !isRight(field, values[field])
                  ? t(`settings.connect.wrong.${field}`)
                  : null
              }
            />
          )
        })}
        <Group>
          <Button type="submit" loading={connect.isPending}>
            {t('settings.connect.submit')}
          </Button>
        </Group>
        {connect.data === undefined ? null : <Checks checks={connect.data.checks} />}
        {connect.error === null ? null : <ErrorState error={connect.error} />}
      </Stack>
    </form>
  )
}
