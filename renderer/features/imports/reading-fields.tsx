import { Group, Select, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportMapping } from '../../../shared/domain/contact-imports.ts'
import type { Inspection } from './column-fields.ts'

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252'] as const
const separators = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
] as const

type Reading = Partial<Omit<ImportMapping, 'columns'>>

interface ReadingFieldsProps {
  readonly inspection: Inspection
  readonly onChange: (change: Reading) => void
}

/** What kind of file it is and how it is read, each point to be put right where the guess was wrong. */
export function ReadingFields({ inspection, onChange }: ReadingFieldsProps) {
  const { t } = useTranslation()
  const { format, sheets } = inspection
  const isTable = format === 'csv' || format === 'xlsx'
  return (
    <Group align="flex-end" gap="md">
      <div>
        <Text size="sm" fw={500}>
          {t('imports.reading.format')}
        </Text>
        <Text lh="32px">{t(`imports.format.${format}`)}</Text>
      </div>
      {format === 'csv' ? <TextFields inspection={inspection} onChange={onChange} /> : null}
      {format === 'xlsx' && sheets.length > 0 ? (
        <Select
          label={t('imports.reading.sheet')}
          w="12rem"
          allowDeselect={false}
          data={[...new Set(sheets)]}
          value={inspection.mapping.sheet ?? sheets[0] ?? null}
          onChange={(sheet) => {
            if (sheet !== null) onChange({ sheet })
          }}
        />
      ) : null}
      {isTable ? (
        <Select
          label={t('imports.reading.heading')}
          w="13rem"
          allowDeselect={false}
          data={[
            { value: 'yes', label: t('imports.reading.headingYes') },
            { value: 'no', label: t('imports.reading.headingNo') },
          ]}
          value={inspection.mapping.hasHeading === false ? 'no' : 'yes'}
          onChange={(value) => onChange({ hasHeading: value === 'yes' })}
        />
      ) : null}
      {format === 'vcard' ? null : <DateOrder inspection={inspection} onChange={onChange} />}
    </Group>
  )
}

function TextFields({ inspection, onChange }: ReadingFieldsProps) {
  const { t } = useTranslation()
  const { encoding, separator } = inspection.mapping
  return (
    <>
      <Select
        label={t('imports.reading.encoding')}
        w="15rem"
        allowDeselect={false}
        data={encodings.map((value) => ({ value, label: t(`imports.encoding.${value}`) }))}
        value={encoding ?? 'utf-8'}
        onChange={(value) => {
          const chosen = encodings.find((one) => one === value)
          if (chosen !== undefined) onChange({ encoding: chosen })
        }}
      />
      <Select
        label={t('imports.reading.separator')}
        w="10rem"
        allowDeselect={false}
        data={separators.map(([value, name]) => ({
          value,
          label: t(`imports.separator.${name}`),
        }))}
        value={separator ?? ','}
        onChange={(value) => {
          const chosen = separators.find(([one]) => one === value)
          if (chosen !== undefined) onChange({ separator: chosen[0] })
        }}
      />
    </>
  )
}

function DateOrder({ inspection, onChange }: ReadingFieldsProps) {
  const { t } = useTranslation()
  return (
    <Select
      label={t('imports.reading.dates')}
      w="13rem"
      allowDeselect={false}
      data={[
        { value: 'day', label: t('imports.reading.dayFirst') },
        { value: 'month', label: t('imports.reading.monthFirst') },
      ]}
      value={inspection.mapping.dayFirst === false ? 'month' : 'day'}
      onChange={(value) => onChange({ dayFirst: value === 'day' })}
    />
  )
}
