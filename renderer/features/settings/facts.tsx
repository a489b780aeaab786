import { Fragment, type ReactNode } from 'react'
import classes from './settings.module.css'

export interface FactsProps {
  /** Name and value; a null value leaves its line out. */
  readonly facts: ReadonlyArray<readonly [name: string, value: ReactNode]>
}

/** A few values with their names. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className={classes['facts']}>
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  )
}
