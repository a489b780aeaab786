import { defineConfig } from 'electron-vite'
import { fileURLToPath } from 'node:url'
import hostConfig from '../../../electron.vite.config.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The shell as it is built for the product, around an app that only answers what it was asked. */
// eslint-disable-next-line no-restricted-exports -- electron-vite reads the default export
export default defineConfig({
  main: {
    ...hostConfig.main,
    plugins: [
      {
        name: 'recording-app',
        enforce: 'pre',
        resolveId: (source) =>
          source.endsWith('/app/create-app.ts') ? here('./recording-app.ts') : null,
      },
    ],
    build: {
      ...hostConfig.main?.build,
      rolldownOptions: { input: { index: here('../../../electron/main/index.ts') } },
    },
  },
  preload: {
    build: {
      ...hostConfig.preload?.build,
      rolldownOptions: {
        ...hostConfig.preload?.build?.rolldownOptions,
        input: { index: here('../../../electron/preload/index.ts') },
      },
    },
  },
})
