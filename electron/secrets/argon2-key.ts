import { randomBytes } from 'node:crypto'
import { argon2id } from 'hash-wasm'

/** Cost of Argon2id. RFC 9106 §4 recommends 64 MiB and three passes where memory is scarce. */
export interface KdfCost {
  readonly memoryKib: number
  readonly iterations: number
  readonly parallelism: number
}

/** The cost with the salt, as it is stored beside what the key seals. */
export interface Kdf extends KdfCost {
  readonly name: 'argon2id'
  /** Base64. */
  readonly salt: string
}

export const defaultKdfCost: KdfCost = { memoryKib: 65_536, iterations: 3, parallelism: 1 }

export function newKdf(cost: KdfCost = defaultKdfCost): Kdf {
  const { memoryKib, iterations, parallelism } = cost
  const salt = randomBytes(16).toString('base64')
  return { name: 'argon2id', memoryKib, iterations, parallelism, salt }
}

/**
 * A 32-byte key from something a person types. Takes a good part of a second on purpose. The text
 * is normalised, since the same characters come in different forms from different keyboards.
 */
export async function deriveKey(typed: string, kdf: Kdf): Promise<Uint8Array> {
  return argon2id({
    password: typed.normalize('NFKC'),
    salt: Buffer.from(kdf.salt, 'base64'),
    memorySize: kdf.memoryKib,
    iterations: kdf.iterations,
    parallelism: kdf.parallelism,
    hashLength: 32,
    outputType: 'binary',
  })
}
