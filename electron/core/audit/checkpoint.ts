import { canonicalJson } from './canonical-json.ts'

/** A statement, signed with the workspace's key, that the chain stood at this head. */
export interface Checkpoint {
  readonly seq: number
  readonly headHash: string
  /** Unix ms. */
  readonly at: number
  /** Ed25519 public key, DER (SubjectPublicKeyInfo), base64. */
  readonly publicKey: string
}

export interface SignedCheckpoint extends Checkpoint {
  /** Ed25519 signature over `checkpointText`, base64. */
  readonly signature: string
}

/** The text that is signed. The kind in it keeps a signature from serving for another purpose. */
export function checkpointText(checkpoint: Checkpoint): string {
  return canonicalJson({
    kind: 'groupkeeper.audit-checkpoint.v1',
    seq: checkpoint.seq,
    headHash: checkpoint.headHash,
    at: checkpoint.at,
    publicKey: checkpoint.publicKey,
  })
}
