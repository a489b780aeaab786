import { Text } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleMinus,
  IconCircleX,
  type Icon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { errorCode } from '../../../shared/errors.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { errorTitle } from '../../lib/error-words.ts'
import { explain } from '../../lib/explain.ts'
import classes from './checks.module.css'

type Check = CallOutput<'account.connect'>['checks'][number]

const icons: Record<Check['outcome'], Icon> = {
  passed: IconCircleCheck,
  warning: IconAlertTriangle,
  failed: IconCircleX,
  not_checked: IconCircleMinus,
}

/** What was looked at when connecting, each with a plain answer. */
export function Checks({ checks }: { readonly checks: readonly Check[] }) {
  const { t } = useTranslation()
  return (
    <ul className={classes['list']} aria-label={t('settings.checks.title')}>
      {checks.map((check) => {
        const Icon = icons[check.outcome]
        const isRefusal = errorCode.safeParse(check.code).success
        const general = isRefusal
          ? `${errorTitle(check.code)}. ${t(`errors.${check.code}.action`)}`
          : t(`settings.checks.${check.item}.${check.outcome}`)
        return (
          <li key={check.item} className={classes['line']} data-outcome={check.outcome}>
            <Icon size={18} aria-hidden className={classes['icon']} />
            <div>
              <Text fw={500}>
                {t(`settings.checks.${check.item}.name`)} ·{' '}
                {t(`settings.checks.outcome.${check.outcome}`)}
              </Text>
              <Text size="sm" c="dimmed">
                {explain(
                  { code: check.code, params: check.params ?? {} },
                  'settings.code',
                  general,
                )}
              </Text>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
