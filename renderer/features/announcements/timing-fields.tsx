import { Checkbox, Group, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { toTimestamp, type Draft, type DraftProblems } from './draft.ts'

interface TimingFieldsProps {
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
  readonly problems: DraftProblems
}

/** When it goes out, and for how long it stays pinned. */
export function TimingFields({ draft, onChange, problems }: TimingFieldsProps) {
  const { t } = useTranslation()
  const words = (field: string) => {
    const problem = problems[field]
    return problem === undefined ? null : t(`announcements.form.${problem}`)
  }
  return (
    <Stack gap="md">
      <Group align="flex-start" gap="lg">
        <Checkbox
          mt={4}
          label={t('announcements.form.pin')}
          checked={draft.isPinned}
          onChange={(event) => onChange({ isPinned: event.currentTarget.checked })}
        />
        {draft.isPinned ? (
          <NumberInput
            label={t('announcements.form.pinDays')}
            description={t('announcements.form.pinHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={1}
            max={30}
            allowDecimal={false}
            w={180}
            value={draft.pinDays}
            onChange={(value) => onChange({ pinDays: typeof value === 'number' ? value : '' })}
            error={words('pinDays')}
          />
        ) : null}
      </Group>
      <SendTime draft={draft} onChange={onChange} error={words('sendAt')} />
    </Stack>
  )
}

interface SendTimeProps {
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
  readonly error: string | null
}

function SendTime({ draft, onChange, error }: SendTimeProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <div>
        <Text size="sm" fw={600} mb={4} id="announcement-when">
          {t('announcements.form.when')}
        </Text>
        <SegmentedControl
          aria-labelledby="announcement-when"
          value={draft.isLater ? 'later' : 'now'}
          onChange={(value) => onChange({ isLater: value === 'later' })}
          data={[
            { value: 'now', label: t('announcements.form.now') },
            { value: 'later', label: t('announcements.form.later') },
          ]}
        />
      </div>
      {draft.isLater ? (
        <DateTimePicker
          label={t('announcements.form.sendAt')}
          placeholder={t('announcements.form.sendAtPlaceholder')}
          monthLabelFormat={t('announcements.calendar.monthFormat')}
          // The kit names the calendar after an element that is not there.
          popoverProps={{
            attributes: { dropdown: { 'aria-label': t('announcements.form.sendAt') } },
          }}
          ariaLabels={{
            previousMonth: t('announcements.calendar.previousMonth'),
            nextMonth: t('announcements.calendar.nextMonth'),
            previousYear: t('announcements.calendar.previousYear'),
            nextYear: t('announcements.calendar.nextYear'),
            previousDecade: t('announcements.calendar.previousDecade'),
            nextDecade: t('announcements.calendar.nextDecade'),
          }}
          timePickerProps={{
            'aria-label': t('announcements.calendar.time'),
            hoursInputLabel: t('announcements.calendar.hours'),
            minutesInputLabel: t('announcements.calendar.minutes'),
          }}
          submitButtonProps={{ 'aria-label': t('announcements.calendar.done') }}
          description={t('announcements.form.sendAtHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maw={320}
          minDate={new Date()}
          valueFormat={(value) => format.dateTime(toTimestamp(value))}
          value={draft.sendAt}
          onChange={(sendAt) => onChange({ sendAt })}
          error={error}
        />
      ) : null}
    </>
  )
}
