import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Two projects: everything that runs in Node, and the screens in a simulated document. */
export default defineConfig({
  test: {
    reporters: process.env.CI ? ['default'] : ['dot'],
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/renderer/**', 'test/boundaries/planted/**'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          // threads and processes that a test starts need not strip the same types again and again
          env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled') },
        },
      },
      {
        test: {
          name: 'dom',
          include: ['test/renderer/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          testTimeout: 30_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
