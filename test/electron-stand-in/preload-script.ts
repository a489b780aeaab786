import { readFileSync } from 'node:fs'

/** Names that the page and the stand-in call each other by; nothing in the product knows them. */
export const invokeBinding = '__standInInvoke'
export const deliverFunction = '__standInDeliver'

/**
 * The built preload, wrapped so that a plain page can run it before its own scripts. As in Electron
 * it runs in the top frame only and may require `electron` and nothing else.
 */
export function preloadScript(preloadFile: string): string {
  return `(() => {
  if (window !== window.top) return
  const listeners = new Map()
  const of = (channel) => listeners.get(channel) ?? listeners.set(channel, new Set()).get(channel)
  const ipcRenderer = {
    invoke: (channel, ...args) => window.${invokeBinding}(channel, args),
    on: (channel, listener) => void of(channel).add(listener),
    removeListener: (channel, listener) => void of(channel).delete(listener),
  }
  const contextBridge = {
    exposeInMainWorld: (name, api) =>
      Object.defineProperty(window, name, { value: Object.freeze({ ...api }), enumerable: true }),
  }
  Object.defineProperty(window, '${deliverFunction}', {
    value: (channel, args) => of(channel).forEach((listener) => listener({}, ...args)),
  })
  const require = (name) => {
    if (name === 'electron') return { ipcRenderer, contextBridge }
    throw new Error('A sandboxed preload cannot require ' + name)
  }
  const module = { exports: {} }
  const exports = module.exports
  ;(() => {
${readFileSync(preloadFile, 'utf8')}
  })()
})()`
}
