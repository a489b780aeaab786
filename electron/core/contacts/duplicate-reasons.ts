/** What is compared of two contacts. */
export interface ComparedContact {
  /** As `sortName` writes it. */
  readonly name: string
  readonly email: string | null
  readonly birthday: string | null
  readonly city: string | null
  /** Digits of every number it has or had. */
  readonly numbers: readonly string[]
  /** Usernames it has or had. */
  readonly usernames: readonly string[]
  readonly hasNumber: boolean
}

export type DuplicateReason = 'same_name' | 'same_email' | 'same_number_digits' | 'same_username'

/** Of so few of one name, the same town or a missing number says something. */
const rareName = 4

/**
 * What speaks for two contacts being one person; empty where it is not enough to ask. A name alone is
 * not: many share one.
 *
 * @param namesakes how many contacts have the name.
 */
export function duplicateReasons(
  one: ComparedContact,
  other: ComparedContact,
  namesakes: number,
): DuplicateReason[] {
  const reasons: DuplicateReason[] = []
  const hasSameName = isName(one.name) && one.name === other.name
  if (hasSameName) reasons.push('same_name')
  if (one.email !== null && one.email.toLowerCase() === other.email?.toLowerCase())
    reasons.push('same_email')
  const ends = one.numbers.map(lastDigits)
  if (other.numbers.some((number) => ends.includes(lastDigits(number))))
    reasons.push('same_number_digits')
  const names = one.usernames.map((name) => name.toLowerCase())
  if (other.usernames.some((name) => names.includes(name.toLowerCase())))
    reasons.push('same_username')
  if (reasons.includes('same_email') || reasons.length > 1) return reasons
  return hasSameName && isLikely(one, other, namesakes) ? reasons : []
}

function isLikely(one: ComparedContact, other: ComparedContact, namesakes: number): boolean {
  if (one.birthday !== null && one.birthday === other.birthday) return true
  if (namesakes > rareName) return false
  return (one.city !== null && one.city === other.city) || one.hasNumber !== other.hasNumber
}

/** A number written for a name, or a username, is none. */
function isName(name: string): boolean {
  return name !== '' && !/^[+@—]/.test(name)
}

/** Enough to tell numbers apart, and the same with a country code and without. */
function lastDigits(number: string): string {
  return number.slice(-8)
}
