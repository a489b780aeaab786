import type { Random } from './random.ts'

/** Ids in the looks of WhatsApp's: opaque, and of no meaning to a client. */

export function createWamid(random: Random): string {
  return `wamid.${Buffer.from(random.hex(28)).toString('base64')}`
}

export function createJoinRequestId(random: Random): string {
  return Buffer.from(`${random.digits(11)}:${random.digits(18)}`).toString('base64url')
}

export function createGroupId(random: Random, phoneNumberId: string): string {
  const plain = `capi_group:${phoneNumberId}:${random.digits(18)}`
  return `${Buffer.from(plain).toString('base64url')}ZD`
}

export function createInviteLink(random: Random): string {
  return `https://chat.whatsapp.com/${random.letters(22)}`
}
