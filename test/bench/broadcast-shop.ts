import { broadcastDraft } from '../../shared/domain/broadcasts.ts'
import { writeAccount } from '../../electron/app/account/account-record.ts'
import { advanceFreezes, usualPortion } from '../../electron/app/broadcasts/advance-freezes.ts'
import { beginFreeze } from '../../electron/app/broadcasts/begin-freeze.ts'
import { createTransact } from '../../electron/app/transact.ts'
import {
  broadcastRow,
  insertBroadcastDraft,
} from '../../electron/store/broadcasts/broadcast-store.ts'
import type { WritableDatabase } from '../../electron/store/database.ts'
import { replaceTemplates } from '../../electron/store/template-store.ts'
import { filledId, fillContacts } from './fill-contacts.ts'

const owner = { host: 'test', actor: 'owner' } as const

/** Everybody agreed to be written to. */
const agreeAll = `INSERT INTO consent_entry (id, contact_id, purpose, state, source, recorded_by, at, recorded_at)
  SELECT id || ':', id, 'service', 'given', 'form', 'owner', created_at, created_at FROM contact`

/** A shop with so many customers and an account without a limit of people. */
export function fillBroadcastShop(db: WritableDatabase, rows: number, templateName: string): void {
  fillContacts(db, rows)
  db.exec(agreeAll)
  replaceTemplates(db, { now: Date.now(), newId: () => filledId(1, 8) }, [
    {
      remoteId: '1',
      name: templateName,
      language: 'en_US',
      category: 'UTILITY',
      status: 'APPROVED',
      quality: 'GREEN',
      isNamed: false,
      draft: null,
      rejectedReason: null,
      parts: {
        header: null,
        headerVariables: [],
        body: 'Hello {{1}}, there is something for you.',
        bodyVariables: ['1'],
        footer: null,
        buttons: [],
      },
    },
  ])
  writeAccount(db, {
    phoneNumberId: '1',
    wabaId: '2',
    baseUrl: 'http://127.0.0.1',
    displayPhoneNumber: null,
    verifiedName: null,
    status: null,
    qualityRating: null,
    messagingLimit: 'TIER_UNLIMITED',
    throughputLevel: 'HIGH',
    canSendMessage: null,
    groups: 'unknown',
    hasToken: true,
    hasAppSecret: false,
    checkedAt: Date.now(),
  })
}

/** Freezes a broadcast to everybody; it can leave then. */
export async function freezeBroadcast(db: WritableDatabase): Promise<string> {
  const transact = createTransact({
    db,
    clock: Date.now,
    emit: () => undefined,
    jobsAdded: () => undefined,
  })
  const binding = { from: 'field', field: 'name', fallback: 'you' }
  const draft = broadcastDraft.parse({
    name: 'Bench',
    purpose: 'service',
    audience: { kind: 'everybody' },
    variants: [{ templateId: filledId(1, 8), bindings: { '1': binding } }],
    settings: { quietHours: null, cap: null, holdOutPercent: 0 },
  })
  const id = transact(owner, (context) =>
    insertBroadcastDraft(db, context, draft, { createdBy: 'owner' }),
  )
  transact(owner, (context) => beginFreeze(context, broadcastRow(db, id)))
  await advanceFreezes({
    read: (reader) => reader(db, Date.now()),
    transact: (work) => transact(owner, work),
    breathe: async () => undefined,
    progress: () => undefined,
    portion: usualPortion,
  })
  return id
}
