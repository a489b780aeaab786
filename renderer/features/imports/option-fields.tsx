import { Radio, Select, Stack, TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCountryChoices } from '../../lib/countries.ts'
import { useFormat } from '../../lib/format.ts'
import { useCall } from '../../lib/use-call.ts'
import type { ImportKind } from './column-fields.ts'
import type { OptionDraft, OptionFaults } from './option-draft.ts'

interface OptionFieldsProps {
  readonly kind: ImportKind
  readonly draft: OptionDraft
  readonly faults: OptionFaults
  readonly onChange: (part: Partial<OptionDraft>) => void
}

/** How rows are taken in: where numbers are from, which tags they get, what known contacts keep. */
export function OptionFields({ kind, draft, faults, onChange }: OptionFieldsProps) {
  const { t } = useTranslation()
  return (
    <Stack gap="md">
      <CountryField
        value={draft.defaultCountry}
        onChange={(defaultCountry) => onChange({ defaultCountry })}
      />
      {kind === 'contacts' ? (
        <>
          <TagField draft={draft} faults={faults} onChange={onChange} />
          <Radio.Group
            label={t('imports.options.known')}
            value={draft.onKnown}
            onChange={(value) =>
              onChange({ onKnown: value === 'overwrite' ? 'overwrite' : 'fill' })
            }
          >
            <Stack gap="xs" mt={4}>
              {(['fill', 'overwrite'] as const).map((way) => (
                <Radio
                  key={way}
                  value={way}
                  label={t(`imports.options.${way}`)}
                  description={t(`imports.options.${way}Help`)}
                />
              ))}
            </Stack>
          </Radio.Group>
        </>
      ) : null}
    </Stack>
  )
}

interface CountryFieldProps {
  readonly value: string | null
  readonly onChange: (country: string | null) => void
}

function CountryField({ value, onChange }: CountryFieldProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const settings = useCall('settings.get', {})
  const usual = settings.data?.defaultCountry
  const choices = useCountryChoices()
  return (
    <Select
      label={t('imports.options.country')}
      description={t('imports.options.countryHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      searchable
      comboboxProps={{ keepMounted: false }}
      clearable
      clearButtonProps={{ 'aria-label': t('imports.options.countryClear') }}
      placeholder={
        usual === undefined
          ? ''
          : t('imports.options.countryUsual', { country: format.countryName(usual) })
      }
      data={choices}
      value={value}
      onChange={onChange}
    />
  )
}

function TagField({ draft, faults, onChange }: Omit<OptionFieldsProps, 'kind'>) {
  const { t } = useTranslation()
  const known = useCall('tags.list', {})
  return (
    <TagsInput
      label={t('imports.options.tags')}
      description={t('imports.options.tagsHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={[...new Set(known.data?.tags.map((tag) => tag.name) ?? [])]}
      value={[...draft.tags]}
      onChange={(tags) => onChange({ tags: tags.map((tag) => tag.trim()).filter(Boolean) })}
      error={faults.tags === undefined ? null : t(`imports.optionFault.${faults.tags}`)}
      acceptValueOnBlur
    />
  )
}
