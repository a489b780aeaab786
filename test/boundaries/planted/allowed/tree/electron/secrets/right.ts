import keytar from 'keytar'
import { argon2id } from 'hash-wasm'
import { randomBytes } from 'node:crypto'

export const secrets = [keytar, argon2id, randomBytes]
