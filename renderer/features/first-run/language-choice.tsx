import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { currentLanguage, languages, setLanguage } from '../../lib/i18n.ts'

/** The language, before there is a workspace to write it down in. */
export function LanguageChoice() {
  const { t } = useTranslation()
  return (
    <SegmentedControl
      aria-label={t('first-run.language')}
      value={currentLanguage()}
      onChange={(value) => setLanguage(value)}
      data={languages.map(({ code, name }) => ({ value: code, label: name }))}
    />
  )
}
