import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { settings as settingsShape, type Settings } from '../../../shared/domain/workspace.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCommand } from '../../lib/use-call.ts'

export interface SettingsForm<K extends keyof Settings> {
  readonly values: Pick<Settings, K>
  readonly set: <F extends K>(field: F, value: Settings[F]) => void
  /** True when the field, as it stands, would be refused. */
  readonly isWrong: (field: K) => boolean
  readonly isDirty: boolean
  readonly isSaving: boolean
  readonly submit: () => void
}

function pick<K extends keyof Settings>(settings: Settings, fields: readonly K[]) {
  return Object.fromEntries(fields.map((field) => [field, settings[field]])) as Pick<Settings, K>
}

/** Some settings as a form: checked by the contract's own shapes, saved together. */
export function useSettingsForm<K extends keyof Settings>(
  settings: Settings,
  fields: readonly K[],
): SettingsForm<K> {
  const { t } = useTranslation()
  const stored = JSON.stringify(pick(settings, fields))
  const [values, setValues] = useState(() => pick(settings, fields))
  useEffect(() => setValues(JSON.parse(stored) as Pick<Settings, K>), [stored])
  const update = useCommand('settings.update', { onSuccess: () => showDone(t('common.saved')) })
  const isWrong = (field: K) => !settingsShape.shape[field].safeParse(values[field]).success
  return {
    values,
    set: (field, value) => setValues((before) => ({ ...before, [field]: value })),
    isWrong,
    isDirty: JSON.stringify(values) !== stored,
    isSaving: update.isPending,
    submit: () => {
      if (!fields.some(isWrong)) update.mutate(values)
    },
  }
}
