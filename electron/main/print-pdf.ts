import { BrowserWindow, session } from 'electron'
import { randomUUID } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { printSecurityPolicy } from '../page-host/security-headers.ts'
import { appScheme } from './protocol.ts'

/**
 * Makes the printer of reports. A report is shown to a hidden page with scripts off, in a session of
 * its own that lives in memory and reaches no network: it holds words that strangers wrote. What it
 * makes throws AppError `pdf_printer_unavailable`.
 */
export function createPdfPrinter(): (html: string) => Promise<Uint8Array> {
  const pages = new Map<string, string>()
  const own = session.fromPartition('print')
  own.protocol.handle(appScheme, (request) => {
    const html = pages.get(new URL(request.url).pathname)
    if (html === undefined) return new Response('Not found.', { status: 404 })
    return new Response(html, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': printSecurityPolicy,
      },
    })
  })
  own.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !/^(app|data):/.test(details.url) })
  })
  own.setPermissionRequestHandler((_, __, answer) => answer(false))
  own.setPermissionCheckHandler(() => false)
  return async (html) => {
    const path = `/${randomUUID()}`
    pages.set(path, html)
    const window = openHidden()
    try {
      await window.loadURL(`${appScheme}://print${path}`)
      return await window.webContents.printToPDF({ printBackground: true, preferCSSPageSize: true })
    } catch (cause) {
      throw new AppError('pdf_printer_unavailable', {
        message: 'The page could not be printed. Export as HTML and print that.',
        cause,
      })
    } finally {
      pages.delete(path)
      window.destroy()
    }
  }

  function openHidden(): BrowserWindow {
    return new BrowserWindow({
      show: false,
      webPreferences: {
        session: own,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        javascript: false,
        spellcheck: false,
      },
    })
  }
}
