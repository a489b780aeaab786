import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import type { Locale } from '../../shared/domain/common.ts'
import type { Settings } from '../../shared/domain/workspace.ts'
import { setLanguage } from '../lib/i18n.ts'
import { useCall, useCommand } from '../lib/use-call.ts'

/** Changes language and colours at once, then writes the choice down. */
export function useAppearance() {
  const { setColorScheme } = useMantineColorScheme()
  const update = useCommand('settings.update')
  return {
    chooseLanguage(language: Locale) {
      setLanguage(language)
      update.mutate({ language })
    },
    chooseColorScheme(colorScheme: Settings['colorScheme']) {
      setColorScheme(colorScheme)
      update.mutate({ colorScheme })
    },
  }
}

/** Puts the written-down language and colours into effect when they are read or changed. */
export function useStoredAppearance(): void {
  const settings = useCall('settings.get', {})
  const { setColorScheme } = useMantineColorScheme()
  const language = settings.data?.language
  const colorScheme = settings.data?.colorScheme
  useEffect(() => {
    if (language !== undefined) setLanguage(language)
  }, [language])
  useEffect(() => {
    if (colorScheme !== undefined) setColorScheme(colorScheme)
  }, [colorScheme, setColorScheme])
}
