import { GraphFailure } from '../graph-failure.ts'
import type { Kernel } from '../kernel.ts'
import type { Account } from '../model.ts'
import { checkCallbackUrl, verifyCallback } from '../webhooks/callbacks.ts'

/** Takes, replaces or (with an empty address) removes a callback, and lets the queue go there at once. */
export async function setCallback(
  kernel: Kernel,
  level: keyof Account['callbacks'],
  url: string,
  verifyToken: string | undefined,
): Promise<void> {
  const { callbacks } = kernel.state.account
  if (url === '') {
    delete callbacks[level]
    return
  }
  if (verifyToken === undefined || verifyToken === '') {
    throw new GraphFailure(100, 'Parameter verify_token is required with a callback.')
  }
  checkCallbackUrl(url)
  if (kernel.settings.verifyCallbacks) await verifyCallback({ url, verifyToken }, kernel.random)
  callbacks[level] = { url, verifyToken }
  kernel.webhooks.flush()
}
