import { registerHooks } from 'node:module'

// Preloaded with `--import`: from here on, `electron` means the stand-in beside this file.
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context)
    return { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true }
  },
})
