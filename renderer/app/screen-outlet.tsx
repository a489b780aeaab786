import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@mantine/core'
import { IconMapPinOff } from '@tabler/icons-react'
import { Link, matchPath, RouteParamsContext, useRoute } from '../lib/router.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { LoadingState } from '../ui/loading-state.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { screens } from './screens.tsx'

/** The screen that the address names. */
export function ScreenOutlet() {
  const { t } = useTranslation()
  const { path } = useRoute()
  for (const { path: pattern, Component } of screens) {
    const params = matchPath(pattern, path)
    if (params === null || isShadowed(pattern, path)) continue
    return (
      <RouteParamsContext.Provider value={params}>
        <ErrorBoundary key={subjectOf(path)}>
          <Suspense fallback={<LoadingState />}>
            <Component />
          </Suspense>
        </ErrorBoundary>
      </RouteParamsContext.Provider>
    )
  }
  return (
    <EmptyState
      isPage
      icon={<IconMapPinOff size={22} />}
      title={t('app.notFound.title')}
      text={t('app.notFound.text')}
      action={
        <Button component={Link} to="/">
          {t('app.notFound.action')}
        </Button>
      }
    />
  )
}

/** True when a pattern without names matches the same path. */
function isShadowed(pattern: string, path: string): boolean {
  return pattern !== path && screens.some((other) => other.path === path)
}

/** What a page is about: going from tab to tab keeps the page, going to another group does not. */
function subjectOf(path: string): string {
  return path.split('/').slice(0, 3).join('/')
}
