import { formatMoment } from '../format-moment.ts'

/** `sign-up-spring-fair-2026-06-01`: a name that is safe on every file system. */
export function fileStem(what: string, subject: string, now: number): string {
  const safe = subject
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  return [what, safe, formatMoment(now).slice(0, 10)].filter((part) => part !== '').join('-')
}
