import { createServer } from 'node:http'
import { mkdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { chromium as playwright } from 'playwright-core'

/**
 * Takes pictures of the built preview: `node screenshots.command.ts OUT "name?language=zh-CN#/groups" …`.
 * Build it before: `vite build -c test/renderer/preview/vite.config.ts`.
 */
const [outDir = 'test-output', ...shots] = process.argv.slice(2)
const root = join(import.meta.dirname, '../../../out/preview')
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const file = pathname === '/' ? '/index.html' : pathname
  readFile(join(root, file)).then(
    (body) => {
      response.writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
      })
      response.end(body)
    },
    () => response.writeHead(404).end(),
  )
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
const port = typeof address === 'object' && address !== null ? address.port : 0
await mkdir(outDir, { recursive: true })
const browser = await playwright.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? (await chromium.executablePath()),
  // One process for everything dies with its first page.
  args: [...chromium.args.filter((arg) => arg !== '--single-process'), '--no-sandbox'],
})
for (const shot of shots) {
  const at = shot.search(/[?#]/)
  const name = at < 0 ? shot : shot.slice(0, at)
  const rest = at < 0 ? '' : shot.slice(at)
  const page = await browser.newPage({ viewport: { width: 1280, height: 820 } })
  page.on('pageerror', (error) => console.log(`${name}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') console.log(`${name}: ${message.text()}`)
  })
  await page.goto(`http://127.0.0.1:${port}/${rest}`)
  await page.waitForTimeout(1500)
  await page.screenshot({ path: join(outDir, `${name}.png`) })
  await page.close()
}
await browser.close()
server.close()
