import { pino, type Logger } from 'pino'
import { z } from 'zod'

export type { Logger }

/** Digits in a row that could be a phone number, and anything that looks like an access token. */
const personal = /\+?\d[\d\s().-]{5,}\d/g
const token =
  /\bEAA[\w-]{10,}|\b[0-9a-f]{32,}\b|\bSANDBOX-TOKEN-\w+|(?<=\bBearer )\S+|(?<=(?:token|secret|passphrase)=)[^\s&"]+/gi
/** What an error quotes is what it was given: a name, a message, a piece of a file. */
const quoted = /"[^"]*(?:"|$)|`[^`]*(?:`|$)|[“「][^”」]*[”」]?|'[^']*(?:'|$)/g
/** The engine names properties this way; people and messages do not look like this. */
const propertyName = /^'[a-z$_][\w$]*'$/

/** Text with what could identify a person by number or open an account taken out. */
export function scrub(text: string): string {
  return text.replace(token, '[secret]').replace(personal, '[number]')
}

/** A log file for defects. Expected refusals are not logged; inputs and outputs never are. */
export function createLog(file: string | null): Logger {
  return file === null
    ? pino({ level: 'silent' })
    : pino(
        {
          level: 'info',
          base: null,
          redact: ['input', 'output', '*.accessToken', '*.passphrase', '*.appSecret'],
        },
        pino.destination({ dest: file, mkdir: true, sync: true }),
      )
}

export function logDefect(log: Logger, ref: string, where: string, error: unknown): void {
  log.error({ ref, where }, describeDefect(error))
}

/** Kind, wording and place of an unexpected error, without what it was working on. */
function describeDefect(error: unknown): string {
  if (!(error instanceof Error)) return `A thrown ${error === null ? 'null' : typeof error}`
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return scrub([`${error.name}: ${wordingOf(error)}`, ...frames].join('\n'))
}

/** A failed check of a shape says where and how; its wording would repeat what it read. */
function wordingOf(error: Error): string {
  if (error instanceof z.core.$ZodError)
    return error.issues.map((issue) => `${issue.code} at ${issue.path.join('.')}`).join('; ')
  const line = error.message.split('\n')[0] ?? ''
  return line.replace(quoted, (part) => (propertyName.test(part) ? part : '[text]'))
}
