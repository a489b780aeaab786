import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the page over the fake shop, to be looked at; never part of the product. */
const config = defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { outDir: '../../../out/preview', emptyOutDir: true, minify: false },
})

export { config as default }
