import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'
import rendererConfig from './renderer/vite.config.ts'

const here = (path: string) => resolve(import.meta.dirname, path)

/**
 * Builds main with its worker threads, preload and page. Runtime dependencies stay outside the
 * bundle, in the package's `node_modules`, where native ones must be anyway; the preload is one
 * CommonJS file, because a sandboxed one can neither import nor require files.
 */
export default defineConfig({
  main: {
    build: {
      sourcemap: false,
      rolldownOptions: {
        input: {
          index: here('electron/main/index.ts'),
          writer: here('electron/app/workers/writer.ts'),
          reader: here('electron/app/workers/reader.ts'),
          importer: here('electron/app/workers/importer.ts'),
          sandbox: here('electron/sandbox/worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      sourcemap: false,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: here('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...rendererConfig,
    // Said again: electron-vite bundles both files into one, and a file's own folder gets lost.
    root: here('renderer'),
    build: {
      ...rendererConfig.build,
      outDir: here('out/renderer'),
      rolldownOptions: { input: here('renderer/index.html') },
    },
  },
})
