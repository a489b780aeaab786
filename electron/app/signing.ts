import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto'
import { checkpointText, type SignedCheckpoint } from '../core/audit/checkpoint.ts'
import { keyFingerprint } from '../files/signature.ts'
import type { ProcessContext } from './context.ts'

/** The key with which a workspace signs checkpoints and reports. It never leaves the secret store. */
export interface SigningKey {
  /** DER (SubjectPublicKeyInfo), base64. */
  readonly publicKey: string
  readonly fingerprint: string
  /** Ed25519 signature of the text, base64. */
  sign(text: string): string
}

/** The workspace's signing key; the first use makes it, which the audit log records. */
export async function loadSigningKey(
  context: Pick<ProcessContext, 'secrets' | 'transact'>,
): Promise<SigningKey> {
  const stored = await context.secrets.get('signing_key')
  if (stored !== null)
    return toSigningKey(
      createPrivateKey({ key: Buffer.from(stored, 'base64'), format: 'der', type: 'pkcs8' }),
    )
  const { privateKey } = generateKeyPairSync('ed25519')
  const der = privateKey.export({ format: 'der', type: 'pkcs8' })
  await context.secrets.set('signing_key', der.toString('base64'))
  const key = toSigningKey(privateKey)
  context.transact(({ audit }) => {
    audit({
      action: 'audit.signingKeyCreated',
      subjectKind: 'signing_key',
      subjectId: key.fingerprint,
      data: { publicKey: key.publicKey },
    })
  })
  return key
}

function toSigningKey(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey)
    .export({ format: 'der', type: 'spki' })
    .toString('base64')
  return {
    publicKey,
    fingerprint: keyFingerprint(publicKey),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64'),
  }
}

/** A checkpoint at this head, signed. `at` in Unix ms. */
export function signCheckpoint(
  key: SigningKey,
  head: { readonly seq: number; readonly hash: string },
  at: number,
): SignedCheckpoint {
  const checkpoint = { seq: head.seq, headHash: head.hash, at, publicKey: key.publicKey }
  return { ...checkpoint, signature: key.sign(checkpointText(checkpoint)) }
}
