import { Radio, Select, Stack, Text, Textarea } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../lib/use-call.ts'
import { consentSources, type OptionDraft, type OptionFaults } from './option-draft.ts'

interface ConsentFieldsProps {
  readonly draft: OptionDraft
  readonly faults: OptionFaults
  /** True where a column of the file tells who agreed. */
  readonly hasColumn: boolean
  readonly onChange: (part: Partial<OptionDraft>) => void
}

/** Whether everyone in the file agreed to be written to, and how the shop knows; at first: no. */
export function ConsentFields({ draft, faults, hasColumn, onChange }: ConsentFieldsProps) {
  const { t } = useTranslation()
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('imports.consent.title')}
        value={draft.hasConsent ? 'all' : 'none'}
        onChange={(value) => onChange({ hasConsent: value === 'all' })}
      >
        <Stack gap="xs" mt={4}>
          <Radio
            value="none"
            label={t('imports.consent.none')}
            description={t(hasColumn ? 'imports.consent.noneColumn' : 'imports.consent.noneHelp')}
          />
          <Radio
            value="all"
            label={t('imports.consent.all')}
            description={t(hasColumn ? 'imports.consent.allColumn' : 'imports.consent.allHelp')}
          />
        </Stack>
      </Radio.Group>
      {draft.hasConsent ? (
        <>
          <Text size="sm" fw={500}>
            {t('imports.consent.vouch')}
          </Text>
          <HowTheyAgreed draft={draft} faults={faults} onChange={onChange} />
        </>
      ) : null}
    </Stack>
  )
}

type HowProps = Omit<ConsentFieldsProps, 'hasColumn'>

function HowTheyAgreed({ draft, faults, onChange }: HowProps) {
  const { t, i18n } = useTranslation()
  const words = (field: keyof OptionFaults) => {
    const fault = faults[field]
    return fault === undefined ? null : t(`imports.optionFault.${fault}`)
  }
  return (
    <>
      <PurposeField draft={draft} onChange={onChange} />
      <Select
        label={t('imports.consent.source')}
        placeholder={t('imports.consent.choose')}
        withAsterisk
        data={consentSources.map((value) => ({
          value,
          label: t(`imports.consentSource.${value}`),
        }))}
        value={draft.source}
        onChange={(value) =>
          onChange({ source: consentSources.find((one) => one === value) ?? null })
        }
        error={words('source')}
      />
      <WordingField draft={draft} onChange={onChange} />
      <DatePickerInput
        label={t('imports.consent.day')}
        placeholder={t('imports.consent.dayUnknown')}
        description={t('imports.consent.dayHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        popoverProps={{ attributes: { dropdown: { 'aria-label': t('imports.consent.day') } } }}
        valueFormat={i18n.language === 'zh-CN' ? 'YYYY年M月D日' : 'D MMM YYYY'}
        maxDate={new Date()}
        clearable
        clearButtonProps={{ 'aria-label': t('imports.consent.dayClear') }}
        value={draft.day}
        onChange={(day) => onChange({ day })}
        error={words('day')}
      />
      <Textarea
        label={t('imports.consent.note')}
        description={t('imports.consent.noteHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={2}
        value={draft.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
        error={words('note')}
      />
    </>
  )
}

const builtin = ['marketing', 'service', 'group']

function PurposeField({ draft, onChange }: Pick<HowProps, 'draft' | 'onChange'>) {
  const { t } = useTranslation()
  const purposes = useCall('consentPurposes.list', {})
  const own = purposes.data?.purposes.filter((purpose) => !purpose.isBuiltin) ?? []
  return (
    <Select
      label={t('imports.consent.purpose')}
      allowDeselect={false}
      data={[
        ...builtin.map((key) => ({ value: key, label: t(`imports.purpose.${key}`) })),
        ...own.map((purpose) => ({ value: purpose.key, label: purpose.name })),
      ]}
      value={draft.purpose}
      onChange={(purpose) => {
        // A wording belongs to its purpose.
        if (purpose !== null) onChange({ purpose, legalTextId: null })
      }}
    />
  )
}

/** As much of a wording as a line takes. */
const wordingLength = 60

function WordingField({ draft, onChange }: Pick<HowProps, 'draft' | 'onChange'>) {
  const { t } = useTranslation()
  const texts = useCall('legalTexts.list', { kind: 'consent' })
  const fitting = texts.data?.texts.filter((text) => text.purpose === draft.purpose) ?? []
  return (
    <Select
      label={t('imports.consent.wording')}
      description={t('imports.consent.wordingHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder={t(
        fitting.length === 0 ? 'imports.consent.noWording' : 'imports.consent.wordingUnknown',
      )}
      disabled={fitting.length === 0}
      clearable
      clearButtonProps={{ 'aria-label': t('imports.consent.wordingClear') }}
      data={fitting.map((text) => ({
        value: text.id,
        label: t('imports.consent.wordingChoice', {
          version: text.version,
          language: text.language,
          text: text.body.slice(0, wordingLength),
        }),
      }))}
      value={draft.legalTextId}
      onChange={(legalTextId) => onChange({ legalTextId })}
    />
  )
}
