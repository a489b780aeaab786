import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../shared/domain/contacts.ts'
import classes from './people.module.css'

const optInTones: Record<Contact['optIn'], string> = {
  opted_in: 'good',
  opted_out: 'danger',
  unknown: 'neutral',
}
const screeningTones: Record<Contact['screening'], string> = {
  trusted: 'good',
  to_check: 'attention',
  rejected: 'danger',
  not_screened: 'neutral',
}

interface Named {
  /** True says what the word is about; in a table the column does. */
  readonly isNamed?: boolean
}

/** Whether somebody agreed to be written to. Plain markup: hundreds of them are drawn while one scrolls. */
export function OptInMark({ optIn, isNamed }: Pick<Contact, 'optIn'> & Named) {
  const { t } = useTranslation()
  const words = t(`members.optIn.${optIn}`)
  return (
    <span className={classes['mark']} data-tone={optInTones[optIn]}>
      {isNamed === true ? t('people.markOptIn', { words }) : words}
    </span>
  )
}

/** What screening made of somebody. */
export function ScreeningMark({ screening, isNamed }: Pick<Contact, 'screening'> & Named) {
  const { t } = useTranslation()
  const words = t(`members.screening.${screening}`)
  return (
    <span className={classes['mark']} data-tone={screeningTones[screening]}>
      {isNamed === true ? t('people.markScreening', { words }) : words}
    </span>
  )
}
