import { Button, Collapse, Paper, Text } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BroadcastSettings } from '../../../shared/domain/broadcasts.ts'
import { BroadcastSettingsFields } from '../../lib/broadcast-settings-fields.tsx'
import { toClock } from '../../lib/clock-minutes.ts'
import { useFormat } from '../../lib/format.ts'

interface SettingsFoldProps {
  readonly settings: BroadcastSettings
  readonly onChange: (settings: BroadcastSettings) => void
}

/** How it is sent, in one line that says it all; the fields fold out. */
export function SettingsFold({ settings, onChange }: SettingsFoldProps) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const panelId = useId()
  const Icon = isOpen ? IconChevronDown : IconChevronRight
  return (
    <Paper withBorder p="md">
      <Button
        variant="subtle"
        color="gray"
        c="inherit"
        size="compact-sm"
        leftSection={<Icon size={14} aria-hidden />}
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t('broadcasts.settings.title')}
      </Button>
      <SettingsLine settings={settings} />
      <Collapse expanded={isOpen} id={panelId}>
        <div style={{ paddingTop: 16 }}>
          <BroadcastSettingsFields
            settings={settings}
            onChange={(part) => onChange({ ...settings, ...part })}
          />
        </div>
      </Collapse>
    </Paper>
  )
}

/** The settings of a broadcast as one line. */
export function SettingsLine({ settings }: { readonly settings: BroadcastSettings }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { quietHours, cap, pace, holdOutPercent, pauseAtErrorPercent, windowDays } = settings
  const parts = [
    quietHours === null
      ? t('broadcasts.settings.line.noQuiet')
      : t('broadcasts.settings.line.quiet', {
          from: toClock(quietHours.from),
          to: toClock(quietHours.to),
        }),
    cap === null
      ? t('broadcasts.settings.line.noCap')
      : t('broadcasts.settings.line.cap', { count: cap.messages, days: format.days(cap.days) }),
    pace.kind === 'fast'
      ? t('broadcasts.settings.line.fast')
      : t('broadcasts.settings.line.spread', { count: pace.hours }),
    t('broadcasts.settings.line.holdOut', { percent: holdOutPercent }),
    pauseAtErrorPercent === null
      ? t('broadcasts.settings.line.noPause')
      : t('broadcasts.settings.line.pause', { percent: pauseAtErrorPercent }),
    t('broadcasts.settings.line.window', { days: format.days(windowDays) }),
  ]
  return (
    <Text size="sm" c="dimmed" mt={4}>
      {parts.join(' · ')}
    </Text>
  )
}
