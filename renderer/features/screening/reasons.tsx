import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ScreeningResult } from '../../../shared/domain/screening.ts'
import { explain } from '../../lib/explain.ts'
import { countryName, formatNumber } from '../../lib/format.ts'
import classes from './screening.module.css'

/** Points with their sign; a real minus. */
export function signed(points: number): string {
  if (points === 0) return '0'
  return points > 0 ? `+${formatNumber(points)}` : `−${formatNumber(-points)}`
}

/** What a check found, in words. */
export function resultWords({ explanation }: ScreeningResult): string {
  const { country } = explanation.params
  const params =
    typeof country === 'string'
      ? { ...explanation.params, country: countryName(country) }
      : explanation.params
  return explain({ ...explanation, params }, 'screening.result')
}

/** All results: what speaks against the person first, then what speaks for them, then what says nothing. */
export function Reasons({ results }: { readonly results: readonly ScreeningResult[] }) {
  const { t } = useTranslation()
  const of = (outcome: ScreeningResult['outcome']) =>
    results.filter((result) => result.outcome === outcome)
  const silent = [...of('neutral'), ...of('unknown')]
  if (results.length === 0) return <Text c="dimmed">{t('screening.reasons.notYet')}</Text>
  return (
    <>
      <Part title={t('screening.reasons.bad')} results={of('bad')} color="red" />
      <Part title={t('screening.reasons.good')} results={of('good')} color="pine" />
      {silent.length === 0 ? null : (
        <details>
          <summary>{t('screening.reasons.silent', { count: silent.length })}</summary>
          <ul className={classes['reasons']}>
            {silent.map((result) => (
              <li key={result.check}>
                <Text size="sm" c="dimmed" component="span">
                  {resultWords(result)}
                </Text>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

interface PartProps {
  readonly title: string
  readonly results: readonly ScreeningResult[]
  readonly color: 'red' | 'pine'
}

function Part({ title, results, color }: PartProps) {
  if (results.length === 0) return null
  return (
    <div>
      <Text component="h3" size="sm" fw={600} m={0} mb={4}>
        {title}
      </Text>
      <ul className={classes['reasons']}>
        {results.map((result) => (
          <li key={result.check} className={classes['reason']}>
            <Text span className={classes['points']} c={`var(--mantine-color-${color}-text)`}>
              {signed(result.points)}
            </Text>
            <Text span>{resultWords(result)}</Text>
          </li>
        ))}
      </ul>
    </div>
  )
}
