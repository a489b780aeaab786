import { randomBytes, randomInt } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'

/** Douglas Crockford's Base32: no I, L, O and U, which are misread or misheard. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const partCount = 12
const partLength = 4

/** A part as typed back, with its position from 1 to 12. */
export interface TypedPart {
  readonly position: number
  readonly part: string
}

/**
 * Makes a recovery code: twelve parts of four characters with hyphens between. Three characters of a part
 * are random, the fourth checks them and the part's place: 180 random bits, and a slip of the pen
 * is pointed at by its position.
 */
export function newRecoveryCode(): string {
  const parts: string[] = []
  for (let position = 1; position <= partCount; position += 1) {
    const values = Array.from(randomBytes(partLength - 1), (byte) => byte % alphabet.length)
    parts.push([...values, checkValue(values, position)].map((at) => alphabet[at]).join(''))
  }
  return parts.join('-')
}

/**
 * Reads a code as people type it: either case, with spaces, dashes or nothing between, full-width
 * characters, O for 0, I and L for 1. Returns the form of `newRecoveryCode`.
 *
 * @throws AppError `recovery_code_wrong`; `params.part` is the position of the mistyped part.
 */
export function parseRecoveryCode(typed: string): string {
  const characters = normalize(typed)
  if (characters.length !== partCount * partLength) {
    throw new AppError('recovery_code_wrong', {
      message: 'The recovery code has twelve parts of four characters. Type all of them.',
    })
  }
  const parts: string[] = []
  for (let position = 1; position <= partCount; position += 1) {
    const part = characters.slice((position - 1) * partLength, position * partLength)
    if (!isWellFormed(part, position)) throw wrongPart(position)
    parts.push(part)
  }
  return parts.join('-')
}

/**
 * Asks two parts of a new code back. It lives in the memory of the process that made the code and
 * is not written anywhere: a part holds 15 random bits, so a stored hash of it, however slow, is
 * undone by trying 32,768 values and would give away parts of the code. The sealed copy of the key
 * cannot tell either, as it opens to the whole code only. After a restart the way forward is a new
 * code, or typing the whole one.
 */
export interface RecoveryCheck {
  /** Positions from 1, ascending. */
  readonly askParts: readonly [number, number]
  /** @throws AppError `recovery_code_wrong`; `params.part` is the position that does not match. */
  verify(parts: readonly TypedPart[]): void
}

/** Chooses two parts of the code at random and keeps only these. */
export function createRecoveryCheck(code: string): RecoveryCheck {
  const first = randomInt(1, partCount)
  const second = randomInt(first + 1, partCount + 1)
  const all = code.split('-')
  const wanted = [first, second].map((position) => ({ position, part: all[position - 1] }))
  return {
    askParts: [first, second],
    verify(parts) {
      for (const { position, part } of wanted) {
        const typed = parts.find((candidate) => candidate.position === position)
        if (typed === undefined || normalize(typed.part) !== part) throw wrongPart(position)
      }
    },
  }
}

function normalize(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Dash_Punctuation}_.,]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
}

function isWellFormed(part: string, position: number): boolean {
  const values = Array.from(part, (character) => alphabet.indexOf(character))
  return !values.includes(-1) && values.at(-1) === checkValue(values.slice(0, -1), position)
}

/** Odd weights: one wrong character and two swapped parts are always seen. */
function checkValue(values: readonly number[], position: number): number {
  const sum = values.reduce((total, value, at) => total + value * (2 * at + 3), position * 7)
  return sum % alphabet.length
}

function wrongPart(position: number): AppError {
  return new AppError('recovery_code_wrong', {
    message: `Part ${position} of the recovery code is not right. Compare it with the printed code.`,
    params: { part: position },
  })
}
