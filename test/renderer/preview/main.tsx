import { createRoot } from 'react-dom/client'
import '../../../renderer/app/styles.ts'
import type { Locale } from '../../../shared/domain/common.ts'
import { App } from '../../../renderer/app/app.tsx'
import { setBridge } from '../../../renderer/lib/bridge.ts'
import { setLanguage } from '../../../renderer/lib/i18n.ts'
import {
  createFakeBridge,
  type FakeBridge,
  type FakeBridgeOptions,
} from '../helpers/fake-bridge.ts'

/** The real page over the fake shop: `?workspace=missing&language=zh-CN&scheme=dark#/groups`. */
const query = new URLSearchParams(window.location.search)
const bridge = createFakeBridge({
  workspace: (query.get('workspace') ?? 'ready') as NonNullable<FakeBridgeOptions['workspace']>,
})
const language = (query.get('language') ?? 'en') as Locale
bridge.state.settings.language = language
bridge.state.settings.colorScheme = (query.get('scheme') ?? 'light') as 'light' | 'dark'
if (query.has('empty')) bridge.state.overview.attention = []
declare global {
  interface Window {
    fakeBridge: FakeBridge
  }
}
window.fakeBridge = bridge
setBridge(bridge)
setLanguage(language)
const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
