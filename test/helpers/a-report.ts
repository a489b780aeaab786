import { generateKeyPairSync, hash, sign } from 'node:crypto'
import { checkpointText } from '../../electron/core/audit/checkpoint.ts'
import { entryBody, entryHash, genesisHash } from '../../electron/core/audit/chain.ts'
import { buildReport } from '../../electron/core/reports/build-report.ts'
import type {
  ReportData,
  ReportEntry,
  ReportOptions,
} from '../../electron/core/reports/report-data.ts'
import { keyFingerprint } from '../../electron/files/signature.ts'
import type { ReportSigner } from '../../electron/files/report-seal.ts'

const start = Date.UTC(2026, 2, 1, 9, 30)
const dayMs = 24 * 60 * 60 * 1000

/** A chain of entries such as a shop writes, beginning at seq 1. */
export function aChain(length: number): ReportEntry[] {
  const actions = [
    'reviews.decided',
    'plans.approved',
    'participants.removed',
    'announcements.sent',
  ]
  let prevHash = genesisHash
  return Array.from({ length }, (_, index) => {
    const body = {
      seq: index + 1,
      at: start + index * 3_600_000,
      actor: index % 4 === 3 ? 'whatsapp' : 'owner',
      action: actions[index % actions.length]!,
      subjectKind: 'plan',
      subjectId: `019b3c4e-0000-7000-9000-${String(index).padStart(12, '0')}`,
      groupId: '019b3c4e-0000-7000-8000-000000000001',
      contactId: null,
      data: { after: 'keep', note: '</script> “顾客”, "quoted"', position: index },
    }
    const made = hash('sha256', prevHash + entryBody(body))
    const entry = { ...body, prevHash, hash: made }
    prevHash = entryHash((text) => hash('sha256', text), prevHash, entryBody(body))
    return entry
  })
}

export function aReportData(part: Partial<ReportData> = {}): ReportData {
  const ana = { name: 'Ana Duarte', username: null, number: '8613800138000' }
  const omar = {
    name: '=HYPERLINK("http://example.invalid")',
    username: null,
    number: '12125550123',
  }
  const bare = { name: '', username: null, number: '85291234567' }
  const group = 'Corner Shop Friends 街角小店'
  const rule = (key: string, state: string, condition: string, wanted: object) =>
    ({
      rule: key,
      state,
      condition,
      explanation: { code: 'x', params: {} },
      wanted,
      openFindings: 0,
      confirmedAt: state === 'by_hand' ? start : null,
      confirmedBy: state === 'by_hand' ? 'owner' : null,
      staleAt: null,
      checklist: [],
    }) as never
  return {
    scope: { groupId: null, from: start, to: start + 30 * dayMs },
    workspaceName: 'Corner Shop 街角小店',
    subject: group,
    groups: [
      {
        id: '019b3c4e-0000-7000-8000-000000000001',
        subject: group,
        kind: 'phone',
        state: 'active',
        ruleSetName: 'Regulars',
        members: 3,
        rules: [
          rule('posting', 'by_hand', 'ok', { code: 'posting_wanted', params: { who: 'admins' } }),
          rule('join_approval', 'enforced', 'ok', {
            code: 'join_approval_wanted',
            params: { required: true },
          }),
          rule('member_review', 'watched', 'broken', {
            code: 'member_review_wanted',
            params: { everyDays: 30 },
          }),
          rule('invite_link_rotation', 'by_hand', 'stale', {
            code: 'invite_link_rotation_wanted',
            params: { everyDays: 90 },
          }),
        ],
      },
    ],
    members: [
      {
        ...ana,
        group,
        isAdmin: true,
        joinedAt: start - 90 * dayMs,
        leftAt: null,
        leftReason: null,
        lastWroteAt: start + dayMs,
        messages90: 42,
        optIn: 'opted_in',
      },
      {
        ...omar,
        group,
        isAdmin: false,
        joinedAt: start + 2 * dayMs,
        leftAt: start + 9 * dayMs,
        leftReason: 'removed',
        lastWroteAt: null,
        messages90: 0,
        optIn: 'opted_out',
      },
      {
        ...bare,
        group,
        isAdmin: false,
        joinedAt: null,
        leftAt: null,
        leftReason: null,
        lastWroteAt: null,
        messages90: 0,
        optIn: 'unknown',
      },
      {
        name: '+44 7911 123456',
        username: null,
        number: null,
        group,
        isAdmin: false,
        joinedAt: null,
        leftAt: null,
        leftReason: null,
        lastWroteAt: null,
        messages90: 3,
        optIn: 'unknown',
      },
    ],
    decisions: [
      {
        ...omar,
        group,
        decision: 'remove',
        criteria: [{ code: 'member_inactive', params: { lastWroteAt: null, days: 120 } }],
        note: 'Told me on +1 212-555-0123 that he moved away.\nNo need to ask.',
        by: 'owner',
        at: start + 8 * dayMs,
      },
      {
        ...ana,
        group,
        decision: 'keep',
        criteria: [],
        note: '',
        by: 'owner',
        at: start + 8 * dayMs,
      },
    ],
    actions: [
      {
        ...omar,
        group,
        kind: 'remove_participant',
        mode: 'by_hand',
        state: 'done',
        reasons: [
          { code: 'review_remove', params: { decidedAt: start + 8 * dayMs, decidedBy: 'owner' } },
        ],
        errorCode: null,
        plannedAt: start + 8 * dayMs,
        approvedBy: 'owner',
        finishedAt: start + 9 * dayMs,
      },
      {
        group,
        kind: 'send_message',
        mode: 'api',
        state: 'failed',
        reasons: [{ code: 'announcement_due', params: { lastAt: null, everyDays: 7 } }],
        errorCode: 'window_closed',
        plannedAt: start + 8 * dayMs,
        approvedBy: 'owner',
        finishedAt: null,
      },
    ],
    announcements: [
      {
        group,
        text: 'Mangoes are in. 芒果到货，今天下午四点以后可以来取。',
        template: null,
        state: 'delivered',
        errorCode: null,
        at: start + 10 * dayMs,
        recipients: 3,
        delivered: 3,
        read: 2,
      },
    ],
    findings: [
      {
        ...bare,
        group,
        code: 'member_no_opt_in',
        evidence: { code: 'member_no_opt_in', params: {} },
        state: 'open',
        openedAt: start + 5 * dayMs,
        closedAt: null,
        closedReason: null,
      },
      {
        group,
        code: 'announcement_due',
        evidence: {
          code: 'announcement_due',
          params: { lastAt: start - 10 * dayMs, everyDays: 7 },
        },
        state: 'closed',
        openedAt: start,
        closedAt: start + 10 * dayMs,
        closedReason: 'resolved',
      },
    ],
    consents: [
      {
        ...ana,
        purpose: 'marketing',
        state: 'given',
        source: 'shop_visit',
        note: '',
        by: 'owner',
        at: start + 3 * dayMs,
      },
    ],
    entries: aChain(12),
    ...part,
  }
}

export function aSigner(entries: readonly ReportEntry[]): ReportSigner & { fingerprint: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  const signText = (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64')
  const last = entries.at(-1)
  const checkpoint = {
    seq: last?.seq ?? 0,
    headHash: last?.hash ?? genesisHash,
    at: start + 30 * dayMs,
    publicKey: key,
  }
  return {
    checkpoint: { ...checkpoint, signature: signText(checkpointText(checkpoint)) },
    sign: signText,
    fingerprint: keyFingerprint(key),
  }
}

export function aReport(options: Partial<ReportOptions> = {}, part: Partial<ReportData> = {}) {
  const data = aReportData(part)
  const signer = aSigner(data.entries)
  const model = buildReport(data, {
    language: 'en',
    revealNumbers: false,
    generatedAt: start + 30 * dayMs,
    timeZone: 'UTC',
    formatMoment: (at) => new Date(at).toISOString().slice(0, 16).replace('T', ' '),
    signedBy: signer.fingerprint,
    headSeq: signer.checkpoint.seq,
    headHash: signer.checkpoint.headHash,
    ...options,
  })
  return { data, model, signer }
}

/** As little of a PDF as has an end. */
export const aPrintedPage = Buffer.from(
  '%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\nxref\n0 1\ntrailer\n<</Root 1 0 R>>\nstartxref\n47\n%%EOF\n',
)
