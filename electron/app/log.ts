import { pino, type Logger } from 'pino'

export type { Logger }

/** Digits in a row that could be a phone number, and anything that looks like an access token. */
const personal = /\+?\d[\d\s().-]{5,}\d/g
const token = /\bEAA[\w-]{10,}|\b[0-9a-f]{32,}\b/gi

/** Text of an unexpected error, with what could identify a person or open an account taken out. */
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
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  log.error({ ref, where }, scrub(text))
}
