import { Group, Radio, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { MaskedNumber } from '../../ui/masked-number.tsx'
import { Facts } from './facts.tsx'
import { OptInMark, ScreeningMark } from './marks.tsx'
import { personName } from './person-name.ts'
import classes from './people.module.css'

export type Pair = CallOutput<'contacts.duplicates'>['items'][number]

export interface PairSideProps {
  readonly contact: Pair['one']
  /** True for the one that the other is put into. */
  readonly isStaying: boolean
  readonly onStay: () => void
}

/** One of two who may be the same: what tells them apart, in the same order on both sides. */
export function PairSide({ contact, isStaying, onStay }: PairSideProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = personName(contact, t)
  const day = (at: number | null) => (at === null ? t('common.never') : format.date(at))
  return (
    <div className={classes['side']} data-stays={isStaying || undefined}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap">
          <Radio
            name="stays"
            checked={isStaying}
            onChange={onStay}
            label={
              <Text span fw={600}>
                {name}
              </Text>
            }
            description={t(isStaying ? 'people.duplicates.stays' : 'people.duplicates.goes')}
          />
          <Link to={`/people/${contact.id}`} aria-label={t('people.duplicates.openOne', { name })}>
            {t('people.duplicates.open')}
          </Link>
        </Group>
        <Facts
          rows={[
            [
              t('people.column.number'),
              <MaskedNumber key="n" contactId={contact.id} masked={contact.maskedNumber} />,
            ],
            [t('people.column.username'), contact.username ?? t('common.none')],
            [
              t('people.column.country'),
              contact.country === null
                ? t('people.profile.notKnown')
                : format.countryName(contact.country),
            ],
            [t('people.column.city'), contact.city ?? t('people.profile.notKnown')],
            [t('people.column.tags'), contact.tags.join(', ') || t('common.none')],
            [t('people.column.optIn'), <OptInMark key="o" optIn={contact.optIn} />],
            [t('people.column.screening'), <ScreeningMark key="s" screening={contact.screening} />],
            [t('people.column.groups'), format.number(contact.groups)],
            [t('people.column.orders'), format.number(contact.orderCount)],
            [t('people.column.lastSeen'), day(contact.lastSeenAt)],
            [t('people.column.created'), format.date(contact.createdAt)],
          ]}
        />
      </Stack>
    </div>
  )
}
