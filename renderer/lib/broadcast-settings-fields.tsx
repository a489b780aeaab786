import { Group, NumberInput, SegmentedControl, Stack, Switch, Text } from '@mantine/core'
import { TimeInput } from '@mantine/dates'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BroadcastSettings } from '../../shared/domain/broadcasts.ts'
import { fromClock, toClock } from './clock-minutes.ts'

export interface BroadcastSettingsFieldsProps {
  readonly settings: BroadcastSettings
  readonly onChange: (part: Partial<BroadcastSettings>) => void
}

const night = { from: 1260, to: 540 }
const oneAWeek = { messages: 1, days: 7 }
const usualErrorPercent = 20

/** How a broadcast is sent: nights, caps, pace, hold-out, when it stops by itself, what counts for it. */
export function BroadcastSettingsFields(props: BroadcastSettingsFieldsProps) {
  const { t } = useTranslation()
  const { settings, onChange } = props
  return (
    <Stack gap="md">
      <QuietFields {...props} />
      <CapFields {...props} />
      <PaceFields {...props} />
      <WholeNumber
        label={t('broadcasts.settings.holdOut')}
        help={t('broadcasts.settings.holdOutHelp')}
        suffix=" %"
        min={0}
        max={50}
        value={settings.holdOutPercent}
        onChange={(holdOutPercent) => onChange({ holdOutPercent })}
      />
      <AutoPauseFields {...props} />
      <WholeNumber
        label={t('broadcasts.settings.window')}
        help={t('broadcasts.settings.windowHelp')}
        min={1}
        max={90}
        value={settings.windowDays}
        onChange={(windowDays) => onChange({ windowDays })}
      />
    </Stack>
  )
}

interface OptionalProps {
  readonly label: string
  readonly help: string
  readonly isOn: boolean
  readonly onToggle: (isOn: boolean) => void
  readonly children: ReactNode
}

function Optional({ label, help, isOn, onToggle, children }: OptionalProps) {
  return (
    <div>
      <Switch
        label={label}
        description={help}
        checked={isOn}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      {isOn ? (
        <Group gap="sm" mt="xs" ml={50} align="flex-start">
          {children}
        </Group>
      ) : null}
    </div>
  )
}

function QuietFields({ settings, onChange }: BroadcastSettingsFieldsProps) {
  const { t } = useTranslation()
  const quiet = settings.quietHours
  return (
    <Optional
      label={t('broadcasts.settings.quiet')}
      help={t('broadcasts.settings.quietHelp')}
      isOn={quiet !== null}
      onToggle={(isOn) => onChange({ quietHours: isOn ? night : null })}
    >
      {quiet === null
        ? null
        : (['from', 'to'] as const).map((end) => (
            <TimeInput
              key={end}
              label={t(`broadcasts.settings.quiet_${end}`)}
              w={130}
              value={toClock(quiet[end])}
              onChange={(event) => {
                const minutes = fromClock(event.currentTarget.value)
                if (minutes !== null) onChange({ quietHours: { ...quiet, [end]: minutes } })
              }}
            />
          ))}
    </Optional>
  )
}

function CapFields({ settings, onChange }: BroadcastSettingsFieldsProps) {
  const { t } = useTranslation()
  const { cap } = settings
  return (
    <Optional
      label={t('broadcasts.settings.cap')}
      help={t('broadcasts.settings.capHelp')}
      isOn={cap !== null}
      onToggle={(isOn) => onChange({ cap: isOn ? oneAWeek : null })}
    >
      {cap === null ? null : (
        <>
          <WholeNumber
            label={t('broadcasts.settings.capMessages')}
            min={1}
            max={100}
            value={cap.messages}
            onChange={(messages) => onChange({ cap: { ...cap, messages } })}
          />
          <WholeNumber
            label={t('broadcasts.settings.capDays')}
            min={1}
            max={90}
            value={cap.days}
            onChange={(days) => onChange({ cap: { ...cap, days } })}
          />
        </>
      )}
    </Optional>
  )
}

function PaceFields({ settings, onChange }: BroadcastSettingsFieldsProps) {
  const { t } = useTranslation()
  const labelId = useId()
  const { pace } = settings
  return (
    <div>
      <Text size="sm" fw={500} mb={4} id={labelId}>
        {t('broadcasts.settings.pace')}
      </Text>
      <SegmentedControl
        aria-labelledby={labelId}
        value={pace.kind}
        onChange={(kind) =>
          onChange({ pace: kind === 'fast' ? { kind: 'fast' } : { kind: 'spread', hours: 4 } })
        }
        data={(['fast', 'spread'] as const).map((kind) => ({
          value: kind,
          label: t(`broadcasts.settings.pace_${kind}`),
        }))}
      />
      {pace.kind === 'spread' ? (
        <WholeNumber
          label={t('broadcasts.settings.paceHours')}
          min={1}
          max={168}
          value={pace.hours}
          onChange={(hours) => onChange({ pace: { kind: 'spread', hours } })}
        />
      ) : null}
    </div>
  )
}

function AutoPauseFields({ settings, onChange }: BroadcastSettingsFieldsProps) {
  const { t } = useTranslation()
  const percent = settings.pauseAtErrorPercent
  return (
    <Optional
      label={t('broadcasts.settings.autoPause')}
      help={t('broadcasts.settings.autoPauseHelp')}
      isOn={percent !== null}
      onToggle={(isOn) => onChange({ pauseAtErrorPercent: isOn ? usualErrorPercent : null })}
    >
      {percent === null ? null : (
        <WholeNumber
          label={t('broadcasts.settings.autoPausePercent')}
          suffix=" %"
          min={1}
          max={100}
          value={percent}
          onChange={(pauseAtErrorPercent) => onChange({ pauseAtErrorPercent })}
        />
      )}
    </Optional>
  )
}

interface WholeNumberProps {
  readonly label: string
  readonly help?: string
  readonly suffix?: string
  readonly min: number
  readonly max: number
  readonly value: number
  readonly onChange: (value: number) => void
}

/** A whole number within its bounds; what is typed outside of them is brought back on leaving. */
function WholeNumber({ help, onChange, ...field }: WholeNumberProps) {
  return (
    <NumberInput
      {...field}
      {...(help === undefined ? {} : { description: help })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="blur"
      maw={240}
      onChange={(value) => {
        if (typeof value !== 'number') return
        if (value >= field.min && value <= field.max) onChange(value)
      }}
    />
  )
}
