import { verifySignature } from '../../files/signature.ts'
import { listAudit } from '../../store/audit-store.ts'
import { verifyAudit } from '../../store/audit-verification.ts'
import { query, type Handlers } from '../context.ts'

export const auditHandlers: Handlers<'audit.list' | 'audit.verify'> = {
  'audit.list': query(({ db }, input) => listAudit(db, input)),
  'audit.verify': query(({ db }) => verifyAudit(db, verifySignature)),
}
