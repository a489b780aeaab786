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

/** Whether somebody agreed to be written to. Plain markup: hundreds of them are drawn while one scrolls. */
export function OptInMark({ optIn }: Pick<Contact, 'optIn'>) {
  const { t } = useTranslation()
  return (
    <span className={classes['mark']} data-tone={optInTones[optIn]}>
      {t(`members.optIn.${optIn}`)}
    </span>
  )
}

/** What screening made of somebody. */
export function ScreeningMark({ screening }: Pick<Contact, 'screening'>) {
  const { t } = useTranslation()
  return (
    <span className={classes['mark']} data-tone={screeningTones[screening]}>
      {t(`members.screening.${screening}`)}
    </span>
  )
}
