import { DatePickerInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'

interface DayInputProps {
  readonly label: string
  readonly help: string
  /** `YYYY-MM-DD`, local. */
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  readonly error: string | null
  readonly canClear?: boolean
}

/** One day. */
export function DayInput({ label, help, value, onChange, error, canClear = false }: DayInputProps) {
  const { t, i18n } = useTranslation()
  return (
    <DatePickerInput
      label={label}
      description={help}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder={t('consent.record.optional')}
      valueFormat={i18n.language === 'zh-CN' ? 'YYYY年M月D日' : 'D MMM YYYY'}
      // The kit names the calendar after an element that is not there.
      popoverProps={{ attributes: { dropdown: { 'aria-label': label } } }}
      monthLabelFormat={t('announcements.calendar.monthFormat')}
      ariaLabels={{
        previousMonth: t('announcements.calendar.previousMonth'),
        nextMonth: t('announcements.calendar.nextMonth'),
        previousYear: t('announcements.calendar.previousYear'),
        nextYear: t('announcements.calendar.nextYear'),
        previousDecade: t('announcements.calendar.previousDecade'),
        nextDecade: t('announcements.calendar.nextDecade'),
      }}
      value={value}
      onChange={onChange}
      error={error}
      clearable={canClear}
      clearButtonProps={{ 'aria-label': t('consent.record.clear') }}
    />
  )
}
