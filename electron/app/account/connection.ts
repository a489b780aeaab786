import { randomBytes } from 'node:crypto'
import { createGraphClient } from '../../graph/create-graph-client.ts'
import { GraphApiError, GraphNetworkError } from '../../graph/errors.ts'
import type { GraphClient } from '../../graph/graph-client.ts'
import type { GraphUsage } from '../../graph/graph-records.ts'
import type { SecretStore } from '../../secrets/secret-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { readSettings } from '../../store/settings-store.ts'
import type { ParsedUpdate } from '../../updates/parsed-update.ts'
import {
  createUpdateReceiver,
  type RefusalReason,
  type UpdateReceiver,
} from '../../updates/update-receiver.ts'
import { isLoopback, readAccount, type AccountRecord } from './account-record.ts'

export interface ConnectionOptions {
  readonly db: ReadableDatabase
  readonly secrets: SecretStore
  readonly onUpdates: (updates: readonly ParsedUpdate[]) => Promise<void>
  readonly onRefused: (reason: RefusalReason) => void
  /** Told after each answer that says how much of what the account may ask is used. */
  readonly onUsage: (usage: readonly GraphUsage[]) => void
}

/** The live side of the account: the client that asks, and the receiver that is told. */
export interface Connection {
  readonly graph: () => GraphClient | null
  /** Where updates are taken in, or null while nothing listens. */
  readonly receiverUrl: () => string | null
  /** Builds client and receiver anew after the account or its secrets are different. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** A client that talks for this account. The token is read when it is needed and not kept in a variable. */
export function clientFor(
  account: Pick<AccountRecord, 'baseUrl' | 'phoneNumberId' | 'wabaId'>,
  version: string,
  accessToken: () => Promise<string>,
  onUsage?: ConnectionOptions['onUsage'],
): GraphClient {
  return createGraphClient({
    baseUrl: account.baseUrl,
    version,
    accessToken,
    phoneNumberId: account.phoneNumberId,
    wabaId: account.wabaId,
    ...(onUsage === undefined ? {} : { onUsage }),
  })
}

const firstSubscribeWaitMs = 500
const maxSubscribeWaitMs = 60_000

export function createConnection(options: ConnectionOptions): Connection {
  const { db, secrets } = options
  let graph: GraphClient | null = null
  let receiver: UpdateReceiver | null = null
  let receiverUrl: string | null = null
  let subscribing: NodeJS.Timeout | undefined

  async function stop(): Promise<void> {
    clearTimeout(subscribing)
    const closing = [receiver, graph].map((part) => part?.close() ?? Promise.resolve())
    receiver = null
    receiverUrl = null
    graph = null
    await Promise.allSettled(closing)
  }

  async function restart(): Promise<void> {
    await stop()
    const account = readAccount(db)
    if (!account?.hasToken) return
    const settings = readSettings(db)
    graph = clientFor(
      account,
      settings.graphVersion,
      async () => (await secrets.get('access_token')) ?? '',
      options.onUsage,
    )
    const isLocal = isLoopback(account.baseUrl)
    // Meta cannot reach a port of this computer by itself: without a tunnel to a chosen port,
    // nothing would ever come in, so nothing is opened.
    if (!account.hasAppSecret || (!isLocal && settings.updatesPort === 0)) return
    await listen(settings.updatesPort)
    if (isLocal) await subscribe()
  }

  async function listen(port: number): Promise<void> {
    const secret = await secrets.get('app_secret')
    receiver = createUpdateReceiver({
      port,
      appSecret: () => secret,
      verifyToken: await verifyToken(),
      onBody: options.onUpdates,
      onRefused: options.onRefused,
    })
    receiverUrl = (await receiver.listen()).url
  }

  async function verifyToken(): Promise<string> {
    const known = await secrets.get('verify_token')
    if (known !== null) return known
    const fresh = randomBytes(24).toString('base64url')
    await secrets.set('verify_token', fresh)
    return fresh
  }

  /**
   * A host on this computer can call back directly. Until it takes the address, looking still works,
   * but not for what only updates tell; so it is asked again and again.
   */
  async function subscribe(waitMs = firstSubscribeWaitMs): Promise<void> {
    const asked = graph
    if (!asked || receiverUrl === null) return
    try {
      await asked.setWebhookOverride({
        scope: 'phone_number',
        callbackUrl: receiverUrl,
        verifyToken: await verifyToken(),
      })
    } catch (error) {
      if (!(error instanceof GraphApiError) && !(error instanceof GraphNetworkError)) throw error
      if (asked !== graph) return
      const again = () =>
        // what is no answer of Graph's (a token that is gone) shows with the next call that is made
        void subscribe(Math.min(2 * waitMs, maxSubscribeWaitMs)).catch(() => undefined)
      subscribing = setTimeout(again, waitMs).unref()
    }
  }

  return { graph: () => graph, receiverUrl: () => receiverUrl, restart, close: stop }
}
