import { GraphFailure } from '../graph-failure.ts'
import type { Account, Callback } from '../model.ts'
import type { Random } from '../random.ts'

const maxUrlLength = 200
const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Where updates go: the number's override, else the WABA's, else the app's (Meta: Override). */
export function currentCallback(account: Account): Callback | undefined {
  return account.callbacks.phone ?? account.callbacks.waba ?? account.callbacks.app
}

/** Refuses what Meta refuses, but lets plain HTTP on loopback in, since nothing else is local. */
export function checkCallbackUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const isAllowed =
    parsed?.protocol === 'https:' ||
    (parsed?.protocol === 'http:' && loopbackHosts.has(parsed.hostname))
  if (url.length > maxUrlLength || !isAllowed) {
    throw new GraphFailure(
      100,
      'The callback URI must be https (or loopback) and 200 long at most.',
    )
  }
}

/** Asks the callback for the challenge, as Meta does before it takes an address. */
export async function verifyCallback(callback: Callback, random: Random): Promise<void> {
  const challenge = random.digits(10)
  const url = new URL(callback.url)
  url.searchParams.set('hub.mode', 'subscribe')
  url.searchParams.set('hub.challenge', challenge)
  url.searchParams.set('hub.verify_token', callback.verifyToken)
  const answer = await ask(url)
  if (answer !== challenge) {
    throw new GraphFailure(
      100,
      'The callback could not be verified: it must answer 200 with the bare challenge.',
      { subcode: 2200 },
    )
  }
}

async function ask(url: URL): Promise<string | undefined> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) })
    const text = await response.text()
    return response.status === 200 ? text : undefined
  } catch {
    // No answer is no verification; the caller says so.
    return undefined
  }
}
