import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { AppError } from '../../shared/errors.ts'
import { findChromium } from './find-chromium.ts'

/**
 * Prints a stand-alone HTML page to PDF with a Chromium on this computer. Scripts are off and the
 * page has no network: a report holds words that strangers wrote.
 * @throws AppError `pdf_printer_unavailable` where there is no Chromium or it does not start.
 */
export async function printPdf(html: string): Promise<Uint8Array> {
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true })
    const page = await context.newPage()
    await page.route('**/*', (route) => route.abort())
    await page.setContent(html, { waitUntil: 'load' })
    return await page.pdf({ format: 'A4', printBackground: true, preferCSSPageSize: true })
  } catch (cause) {
    throw unavailable(cause)
  } finally {
    await browser.close()
  }
}

async function openBrowser(): Promise<Browser> {
  const found = await findChromium()
  if (found === null) throw unavailable()
  const { executablePath, args } = found
  const env = { ...process.env, ...found.env }
  return chromium.launch({ executablePath, args: [...args], env }).catch((cause: unknown) => {
    throw unavailable(cause)
  })
}

function unavailable(cause?: unknown): AppError {
  return new AppError('pdf_printer_unavailable', {
    message:
      'No Chromium found to print with. Install Chromium or Chrome, or set CHROMIUM_PATH, or export as HTML.',
    cause,
  })
}
