import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

/** What jsdom lacks and the component kit asks for. Loading it twice does no harm. */
function standIn(): void {
  window.matchMedia = (query: string) =>
    ({
      matches: false,
      media: query,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      dispatchEvent: () => false,
    }) as MediaQueryList
  window.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  Element.prototype.scrollIntoView = () => undefined
  Element.prototype.scrollTo = () => undefined
  Object.defineProperty(document, 'fonts', {
    configurable: true,
    value: { addEventListener: () => undefined, removeEventListener: () => undefined },
  })
  // A virtual list draws what fits: without a size it would draw nothing.
  for (const [name, size] of [
    ['clientHeight', 900],
    ['clientWidth', 1200],
    ['offsetHeight', 900],
    ['offsetWidth', 1200],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, {
      configurable: true,
      get(this: HTMLElement) {
        const isListItem = name === 'offsetHeight' && this.dataset['index'] !== undefined
        return isListItem ? 40 : size
      },
    })
  }
}

if (typeof window !== 'undefined') standIn()
// A busy machine draws late; waiting longer costs nothing where all is well.
configure({ asyncUtilTimeout: 10_000 })
afterEach(() => {
  if (typeof document === 'undefined') return
  cleanup()
  window.location.hash = ''
  localStorage.clear()
})
