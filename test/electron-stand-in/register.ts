import { registerHooks } from 'node:module'

const standIns: Readonly<Record<string, string>> = {
  electron: './electron.ts',
  'electron-updater': './updater.ts',
}

// Preloaded with `--import`: from here on, these names mean the stand-ins beside this file.
registerHooks({
  resolve(specifier, context, next) {
    const standIn = standIns[specifier]
    if (standIn === undefined) return next(specifier, context)
    return { url: new URL(standIn, import.meta.url).href, shortCircuit: true }
  },
})
