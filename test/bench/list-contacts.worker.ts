import { parentPort, workerData } from 'node:worker_threads'
import { openReadableStore } from '../../electron/store/open.ts'

/** Asks for the first page of the list, by name, again and again, and tells how long each took. */
const { directory, key } = workerData as { readonly directory: string; readonly key: Uint8Array }
const db = openReadableStore({ directory, key })
const page = db.prepare(
  `SELECT id, display_name, country, last_seen_at,
     (SELECT value FROM contact_identity identity WHERE identity.contact_id=contact.id
        AND identity.kind='wa_id' AND identity.replaced_at IS NULL LIMIT 1) AS wa_id
   FROM contact WHERE binned_at IS NULL ORDER BY sort_name, seq LIMIT 100`,
)
const took: number[] = []
const asking = setInterval(() => {
  const start = performance.now()
  page.all()
  took.push(performance.now() - start)
}, 50)

parentPort?.on('message', () => {
  clearInterval(asking)
  db.close()
  parentPort?.postMessage(took)
  parentPort?.close()
})
