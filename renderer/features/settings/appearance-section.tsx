import { InputWrapper, SegmentedControl, Stack, Switch, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { languages, setLanguage } from '../../lib/i18n.ts'
import { useCommand } from '../../lib/use-call.ts'
import type { SectionProps } from './section.ts'

const schemes = ['auto', 'light', 'dark'] as const

/** Language, colours and notifications; each takes effect at once. */
export function AppearanceSection({ settings }: SectionProps) {
  const { t } = useTranslation()
  const { setColorScheme } = useMantineColorScheme()
  const update = useCommand('settings.update')
  return (
    <Stack gap="lg">
      <InputWrapper label={t('settings.appearance.language')} labelElement="div">
        <div>
          <SegmentedControl
            mt={4}
            aria-label={t('settings.appearance.language')}
            value={settings.language}
            onChange={(language) => {
              setLanguage(language)
              update.mutate({ language: language })
            }}
            data={languages.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </div>
      </InputWrapper>
      <InputWrapper label={t('settings.appearance.colors')} labelElement="div">
        <div>
          <SegmentedControl
            mt={4}
            aria-label={t('settings.appearance.colors')}
            value={settings.colorScheme}
            onChange={(value) => {
              const colorScheme = value
              setColorScheme(colorScheme)
              update.mutate({ colorScheme })
            }}
            data={schemes.map((value) => ({
              value,
              label: t(`settings.appearance.scheme.${value}`),
            }))}
          />
        </div>
      </InputWrapper>
      <Switch
        label={t('settings.appearance.notifications')}
        description={t('settings.appearance.notificationsHelp')}
        checked={settings.notifications}
        onChange={(event) => update.mutate({ notifications: event.currentTarget.checked })}
      />
    </Stack>
  )
}
