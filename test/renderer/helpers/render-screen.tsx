import '../setup.ts'
import { notifications } from '@mantine/notifications'
import { render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactElement } from 'react'
import type { Locale } from '../../../shared/domain/common.ts'
import { Providers } from '../../../renderer/app/providers.tsx'
import { setBridge } from '../../../renderer/lib/bridge.ts'
import { i18n } from '../../../renderer/lib/i18n.ts'
import { createQueryClient } from '../../../renderer/lib/query-client.ts'
import { RouteParamsContext, type RouteParams } from '../../../renderer/lib/router.ts'
import { createFakeBridge, type FakeBridge } from './fake-bridge.ts'

export interface RenderOptions {
  readonly bridge?: FakeBridge
  readonly language?: Locale
  /** Address the page is at, `/groups?kind=phone`. */
  readonly path?: string
  /** What the address's `:names` stand for. */
  readonly params?: RouteParams
}

/** Draws a screen over the fake shop. Ask it by `screen` of @testing-library/react. */
export async function renderScreen(element: ReactElement, options: RenderOptions = {}) {
  const bridge = options.bridge ?? createFakeBridge()
  setBridge(bridge)
  // They outlive a page; those of an earlier test would be found here.
  notifications.clean()
  window.location.hash = options.path ?? '/'
  await i18n.changeLanguage(options.language ?? 'en')
  const queryClient = createQueryClient()
  const view = render(
    <Providers queryClient={queryClient} env="test">
      <RouteParamsContext.Provider value={options.params ?? {}}>
        {element}
      </RouteParamsContext.Provider>
    </Providers>,
  )
  return { ...view, bridge, user: userEvent.setup() }
}
