import { SegmentedControl, Text } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import type { FieldsProps } from './fields.ts'
import { useProblem } from './use-problem.ts'
import classes from './broadcasts.module.css'

/** Now, or at a time. */
export function TimeFields({ draft, onChange, problems }: FieldsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const problem = useProblem(problems)
  return (
    <section aria-labelledby="time-title">
      <h2 className={classes['heading']} id="time-title">
        {t('broadcasts.time.title')}
      </h2>
      <SegmentedControl
        aria-labelledby="time-title"
        value={draft.isLater ? 'later' : 'now'}
        onChange={(value) => onChange({ isLater: value === 'later' })}
        data={(['now', 'later'] as const).map((value) => ({
          value,
          label: t(`broadcasts.time.${value}`),
        }))}
      />
      {draft.isLater ? (
        <DateTimePicker
          mt="sm"
          maw={320}
          label={t('broadcasts.time.at')}
          placeholder={t('announcements.form.sendAtPlaceholder')}
          monthLabelFormat={t('announcements.calendar.monthFormat')}
          // The kit names the calendar after an element that is not there.
          popoverProps={{ attributes: { dropdown: { 'aria-label': t('broadcasts.time.at') } } }}
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
          minDate={new Date()}
          valueFormat={(value) => format.dateTime(new Date(value.replace(' ', 'T')).getTime())}
          value={draft.sendAt}
          onChange={(sendAt) => onChange({ sendAt })}
          error={problem('sendAt')}
        />
      ) : null}
      <Text size="sm" c="dimmed" mt={4}>
        {t(draft.isLater ? 'broadcasts.time.laterHelp' : 'broadcasts.time.nowHelp')}
      </Text>
    </section>
  )
}
