import { codes } from './graph-failure.ts'

/**
 * A person whose number ends in a Graph error code (six digits, shorter codes with zeros in front)
 * fails with that code, each in the way in which it really comes:
 *
 * - as a refused call: everything about the request, the number, the token or a rate, for example
 *   `…130429`, `…131056`, `…131030`, `…000190`;
 * - as a `failed` status after a 200: what WhatsApp finds out when it tries to deliver, which are the
 *   codes of `foundOnDelivery`, for example `…131026`, `…131049`;
 * - as an item of a partial reply or webhook: the codes of `foundInGroup`, when a join request is
 *   approved or a participant is removed, for example `…131203`, `…131212`.
 */
const foundOnDelivery = new Set([
  130472, 130497, 131026, 131042, 131047, 131048, 131049, 131050, 131052, 131053,
])

const foundInGroup = new Set([131000, 131203, 131204, 131212, 131213])

function codeIn(phone: string | undefined): number | undefined {
  const code = Number(phone?.slice(-6))
  return codes.includes(code) ? code : undefined
}

/** The code with which a send to this number is refused. */
export function refusalCode(phone: string | undefined): number | undefined {
  const code = codeIn(phone)
  return code === undefined || foundOnDelivery.has(code) || isGroupOnly(code) ? undefined : code
}

/** The code with which delivery to this number fails. */
export function deliveryFailureCode(phone: string | undefined): number | undefined {
  const code = codeIn(phone)
  return code !== undefined && foundOnDelivery.has(code) ? code : undefined
}

/** The code with which letting in or removing this person fails. */
export function groupFailureCode(phone: string | undefined): number | undefined {
  const code = codeIn(phone)
  return code !== undefined && foundInGroup.has(code) ? code : undefined
}

/** 131000 fails everywhere; the other group codes mean nothing for a message. */
function isGroupOnly(code: number): boolean {
  return code !== 131000 && foundInGroup.has(code)
}
