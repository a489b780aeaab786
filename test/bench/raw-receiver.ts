import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { benchSecret } from './update-bodies.ts'

export interface RawReceiver {
  readonly url: string
  close(): Promise<void>
}

/**
 * The least that anybody could do with the same bodies: check the signature, parse the JSON, and put
 * each item as it is into a table of a plain SQLite file, one lasting transaction a body.
 */
export async function startRawReceiver(directory: string): Promise<RawReceiver> {
  const db = new Database(join(directory, 'raw.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('CREATE TABLE item (id INTEGER PRIMARY KEY, field TEXT NOT NULL, body TEXT NOT NULL)')
  const insert = db.prepare('INSERT INTO item (field, body) VALUES (?, ?)')
  const insertAll = db.transaction((items: readonly (readonly [string, string])[]) => {
    for (const item of items) insert.run(...item)
  })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const bytes = Buffer.concat(chunks)
      const isSigned = isRight(bytes, String(request.headers['x-hub-signature-256']))
      if (isSigned) insertAll(itemsOf(bytes))
      response.writeHead(isSigned ? 200 : 401).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          db.close()
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

function isRight(bytes: Buffer, signature: string): boolean {
  const wanted = Buffer.from(
    `sha256=${createHmac('sha256', benchSecret).update(bytes).digest('hex')}`,
  )
  const given = Buffer.from(signature)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

interface RawBody {
  readonly entry: readonly {
    readonly changes: readonly {
      readonly field: string
      readonly value: Readonly<Record<string, unknown>>
    }[]
  }[]
}

function itemsOf(bytes: Buffer): (readonly [string, string])[] {
  const { entry } = JSON.parse(bytes.toString('utf8')) as RawBody
  return entry.flatMap(({ changes }) =>
    changes.flatMap(({ field, value }) => {
      const lists = [value.messages, value.statuses, value.groups, value.user_preferences]
      return lists
        .flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))
        .map((item) => [field, JSON.stringify(item)] as const)
    }),
  )
}
