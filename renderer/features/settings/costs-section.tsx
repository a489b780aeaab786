import {
  ActionIcon,
  Button,
  Group,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  rateCard as rateCardShape,
  rateCategory,
  type RateCard,
} from '../../../shared/domain/broadcasts.ts'
import { useCountryChoices } from '../../lib/countries.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { countriesOf, priceOf, withoutCountry, withPrice, type Country } from './rate-table.ts'
import classes from './settings.module.css'

/** The prices that estimates are made of: by country and category, with the day they were taken. */
export function CostsSection() {
  const card = useCall('rateCard.get', {})
  if (card.error !== null)
    return <ErrorState error={card.error} retry={() => void card.refetch()} />
  if (card.data === undefined) return <LoadingState />
  // What was saved is what is edited next.
  return <RateForm key={JSON.stringify(card.data)} stored={card.data} />
}

function RateForm({ stored }: { readonly stored: RateCard }) {
  const { t } = useTranslation()
  const [card, setCard] = useState(stored)
  const [countries, setCountries] = useState(() => countriesOf(stored))
  const save = useCommand('rateCard.set', { onSuccess: () => showDone(t('common.saved')) })
  const isDirty = JSON.stringify(card) !== JSON.stringify(stored)
  const isRightCurrency = rateCardShape.shape.currency.safeParse(card.currency).success
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (rateCardShape.safeParse(card).success) save.mutate(card)
      }}
    >
      <Stack gap="md">
        <Text c="dimmed" maw="42rem">
          {t('settings.costs.help')}
        </Text>
        <Group align="flex-start">
          <TextInput
            label={t('settings.costs.currency')}
            w={140}
            value={card.currency}
            maxLength={3}
            onChange={(event) =>
              setCard({ ...card, currency: event.currentTarget.value.toUpperCase() })
            }
            error={isRightCurrency ? null : t('settings.costs.currencyWrong')}
          />
          <TextInput
            label={t('settings.costs.asOf')}
            w={180}
            // An older date may be written in any way.
            type={/^(\d{4}-\d{2}-\d{2})?$/.test(card.asOf) ? 'date' : 'text'}
            value={card.asOf}
            maxLength={20}
            onChange={(event) => setCard({ ...card, asOf: event.currentTarget.value })}
          />
        </Group>
        <RateTable
          card={card}
          countries={countries}
          onChange={setCard}
          onRemove={(country) => {
            setCard(withoutCountry(card, country))
            setCountries(countries.filter((one) => one !== country))
          }}
        />
        <AddCountry known={countries} onAdd={(country) => setCountries([...countries, country])} />
        <Button
          type="submit"
          disabled={!isDirty || !isRightCurrency}
          loading={save.isPending}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('common.save')}
        </Button>
      </Stack>
    </form>
  )
}

interface RateTableProps {
  readonly card: RateCard
  readonly countries: readonly Country[]
  readonly onChange: (card: RateCard) => void
  readonly onRemove: (country: Country) => void
}

function RateTable({ card, countries, onChange, onRemove }: RateTableProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const nameOf = (country: Country) =>
    country === null ? t('settings.costs.others') : format.countryName(country)
  return (
    <table className={classes['rates']} aria-label={t('settings.costs.prices')}>
      <thead>
        <tr>
          <th scope="col">{t('settings.costs.country')}</th>
          {rateCategory.options.map((category) => (
            <th key={category} scope="col">
              {t(`settings.costs.${category}`)}
            </th>
          ))}
          <th scope="col">
            <VisuallyHidden>{t('settings.costs.remove')}</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {countries.map((country) => (
          <tr key={country ?? ''}>
            <th scope="row">{nameOf(country)}</th>
            {rateCategory.options.map((category) => (
              <td key={category}>
                <NumberInput
                  size="xs"
                  aria-label={t('settings.costs.price', {
                    country: nameOf(country),
                    category: t(`settings.costs.${category}`),
                  })}
                  placeholder={t('settings.costs.noPrice')}
                  hideControls
                  allowNegative={false}
                  decimalScale={6}
                  max={1000}
                  value={priceOf(card, country, category) ?? ''}
                  onChange={(value) =>
                    onChange(
                      withPrice(card, country, category, typeof value === 'number' ? value : null),
                    )
                  }
                />
              </td>
            ))}
            <td>
              {country === null ? null : (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('settings.costs.removeOf', { country: nameOf(country) })}
                  onClick={() => onRemove(country)}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface AddCountryProps {
  readonly known: readonly Country[]
  readonly onAdd: (country: string) => void
}

function AddCountry({ known, onAdd }: AddCountryProps) {
  const { t } = useTranslation()
  const countries = useCountryChoices()
  return (
    <Select
      label={t('settings.costs.add')}
      placeholder={t('settings.costs.addPlaceholder')}
      nothingFoundMessage={t('settings.costs.nothingFound')}
      searchable
      maw={300}
      value={null}
      onChange={(country) => {
        if (country !== null) onAdd(country)
      }}
      data={countries.filter(({ value }) => !known.includes(value))}
    />
  )
}
