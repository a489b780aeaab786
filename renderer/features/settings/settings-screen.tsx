import { Paper, Title } from '@mantine/core'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useRoute } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { AccountSection } from './account-section.tsx'
import { AdvancedSection } from './advanced-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { CostsSection } from './costs-section.tsx'
import { RulesSection } from './rules-section.tsx'
import type { SectionProps } from './section.ts'
import { SendingSection } from './sending-section.tsx'
import { UpdatesSection } from './updates-section.tsx'
import { WorkspaceSection } from './workspace-section.tsx'
import classes from './settings.module.css'

const sections: ReadonlyArray<readonly [key: string, Section: ComponentType<SectionProps>]> = [
  ['workspace', WorkspaceSection],
  ['appearance', AppearanceSection],
  ['account', AccountSection],
  ['updates', UpdatesSection],
  ['rules', RulesSection],
  ['sending', SendingSection],
  ['costs', CostsSection],
  ['advanced', AdvancedSection],
]

/** Everything that is set once, one section at a time. */
export function SettingsScreen() {
  const { t } = useTranslation()
  const { search } = useRoute()
  const settings = useCall('settings.get', {})
  const wanted = search.get('section')
  const [key, Section] = sections.find(([name]) => name === wanted) ?? [
    'workspace',
    WorkspaceSection,
  ]
  return (
    <>
      <PageHeader title={t('settings.title')} />
      <div className={classes['layout']}>
        <nav aria-label={t('settings.sections')}>
          <ul className={classes['nav']}>
            {sections.map(([name]) => (
              <li key={name}>
                <Link
                  to={`/settings?section=${name}`}
                  className={classes['navLink']}
                  {...(name === key ? { 'aria-current': 'true' } : {})}
                >
                  {t(`settings.${name}.title`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <Paper withBorder p="lg" component="section" aria-labelledby="section-title">
          <Title order={2} id="section-title" mb="md">
            {t(`settings.${key}.title`)}
          </Title>
          {settings.data === undefined ? (
            settings.error === null ? (
              <LoadingState />
            ) : (
              <ErrorState error={settings.error} retry={() => void settings.refetch()} />
            )
          ) : (
            <Section settings={settings.data} />
          )}
        </Paper>
      </div>
    </>
  )
}
