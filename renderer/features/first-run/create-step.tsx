import { Alert, Button, Group, Radio, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconKeyOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { guessCountry, useCountryChoices } from '../../lib/countries.ts'
import { currentLanguage } from '../../lib/i18n.ts'
import { useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { PassphraseFields, passphraseFault } from '../../ui/passphrase-fields.tsx'

export interface CreateStepProps {
  readonly keychainAvailable: boolean
  readonly onBack: () => void
  readonly onCreating: () => void
  readonly onCreated: (created: CallOutput<'workspace.create'>) => void
}

/** Second screen: the shop's name and country, and where its key lives. */
export function CreateStep(props: CreateStepProps) {
  const { t } = useTranslation()
  const countries = useCountryChoices()
  const [name, setName] = useState('')
  const [nameLeft, setNameLeft] = useState(false)
  const [country, setCountry] = useState(guessCountry)
  const [vault, setVault] = useState(props.keychainAvailable ? 'keychain' : 'passphrase')
  const [passphrase, setPassphrase] = useState({ first: '', second: '' })
  const create = useCommand('workspace.create', {
    onSuccess: props.onCreated,
    handlesError: (error) => {
      if (error.code === 'keychain_unavailable') setVault('passphrase')
      return true
    },
  })
  const isNameMissing = name.trim() === ''
  const isReady = !isNameMissing && (vault === 'keychain' || passphraseFault(passphrase) === null)
  const submit = () => {
    setNameLeft(true)
    if (!isReady) return
    props.onCreating()
    create.mutate({
      vault: vault === 'keychain' ? 'keychain' : 'passphrase',
      ...(vault === 'passphrase' ? { passphrase: passphrase.first } : {}),
      name: name.trim(),
      language: currentLanguage(),
      defaultCountry: country,
    })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack gap="md">
        <Title order={1}>{t('first-run.create.title')}</Title>
        <TextInput
          label={t('first-run.create.name')}
          description={t('first-run.create.nameHelp')}
          value={name}
          maxLength={80}
          autoFocus
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={() => setNameLeft(true)}
          error={nameLeft && isNameMissing ? t('first-run.create.nameMissing') : null}
        />
        <Select
          label={t('first-run.create.country')}
          description={t('first-run.create.countryHelp')}
          data={countries}
          value={country}
          onChange={(value) => setCountry(value ?? country)}
          searchable
          allowDeselect={false}
        />
        <KeyChoice keychainAvailable={props.keychainAvailable} vault={vault} onChange={setVault} />
        {vault === 'passphrase' ? (
          <PassphraseFields value={passphrase} onChange={setPassphrase} />
        ) : null}
        {create.error === null ? null : <ErrorState error={create.error} />}
        <Group justify="space-between">
          <Button variant="default" onClick={props.onBack}>
            {t('common.back')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('first-run.create.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface KeyChoiceProps {
  readonly keychainAvailable: boolean
  readonly vault: string
  readonly onChange: (vault: string) => void
}

function KeyChoice({ keychainAvailable, vault, onChange }: KeyChoiceProps) {
  const { t } = useTranslation()
  if (!keychainAvailable) {
    return (
      <Alert
        color="amber"
        icon={<IconKeyOff aria-hidden />}
        title={t('first-run.create.noKeychain')}
      >
        <Text>{t('first-run.create.noKeychainText')}</Text>
      </Alert>
    )
  }
  return (
    <Radio.Group
      label={t('first-run.create.key')}
      description={t('first-run.create.keyHelp')}
      value={vault}
      onChange={onChange}
    >
      <Stack gap="xs" mt="xs">
        <Radio
          value="keychain"
          label={t('first-run.create.keychain')}
          description={t('first-run.create.keychainHelp')}
        />
        <Radio
          value="passphrase"
          label={t('first-run.create.passphrase')}
          description={t('first-run.create.passphraseHelp')}
        />
      </Stack>
    </Radio.Group>
  )
}
