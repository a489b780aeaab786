import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../shared/ipc/contract.ts'
import { Link, useRoute } from '../lib/router.ts'
import { useCall } from '../lib/use-call.ts'
import { placeOf, places, type Place } from './places.ts'
import classes from './shell.module.css'

type Kind = CallOutput<'overview.get'>['attention'][number]['kind']

/** Where a thing that needs a person is settled; what is not named here is on Today alone. */
const placeOfKind: Partial<Record<Kind, string>> = {
  join_requests: 'groups',
  findings: 'groups',
  plan_open: 'groups',
  by_hand_todo: 'groups',
  stale_confirmation: 'groups',
  review_due: 'reviews',
  review_open: 'reviews',
  account_alarm: 'settings',
  template_alarm: 'announcements',
  secret_missing: 'settings',
  recovery_unconfirmed: 'settings',
  unknown_updates: 'settings',
  clean_up: 'people',
  broadcast_paused: 'broadcasts',
  broadcast_unknown: 'broadcasts',
}

/** The places to go to, each with the number of things there that need a person. */
export function Rail() {
  const { t } = useTranslation()
  const { path } = useRoute()
  const overview = useCall('overview.get', { weeks: 12 })
  const current = placeOf(path)
  const attention = overview.data?.attention ?? []
  const countOf = (key: string) =>
    key === 'today'
      ? attention.length
      : attention.filter((item) => placeOfKind[item.kind] === key).length
  return (
    <nav className={classes['rail']} aria-label={t('app.navigation')} data-no-print>
      <ul className={classes['railList']}>
        {places.map((place) => (
          <li key={place.key}>
            <RailLink
              place={place}
              isCurrent={path === place.path}
              isOpen={current === place}
              count={countOf(place.key)}
            />
            {current === place && place.children.length > 0 ? (
              <ul className={classes['railList']}>
                {place.children.map((child) => (
                  <li key={child.key}>
                    <Link
                      to={child.path}
                      className={classes['railChild']}
                      {...(path.startsWith(child.path) ? { 'aria-current': 'page' } : {})}
                    >
                      {t(`app.places.${child.key}`)}
                    </Link>
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ul>
    </nav>
  )
}

interface RailLinkProps {
  readonly place: Place
  readonly isCurrent: boolean
  readonly isOpen: boolean
  readonly count: number
}

function RailLink({ place, isCurrent, isOpen, count }: RailLinkProps) {
  const { t } = useTranslation()
  const { Icon } = place
  return (
    <Link
      to={place.path}
      className={classes['railLink']}
      data-open={isOpen || undefined}
      {...(isCurrent ? { 'aria-current': 'page' } : {})}
    >
      <Icon size={18} stroke={1.7} aria-hidden />
      <span className={classes['railLabel']}>{t(`app.places.${place.key}`)}</span>
      {count === 0 ? null : (
        <span className={classes['railCount']} aria-label={t('app.needYou', { count })}>
          {count}
        </span>
      )}
    </Link>
  )
}
