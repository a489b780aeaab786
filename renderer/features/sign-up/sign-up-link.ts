import { renderSVG } from 'uqr'

/**
 * Link that opens a chat with the shop, the code word written already. Null where the number is none.
 *
 * Source: WhatsApp Help Center, "How to use click to chat".
 *
 * @param number as WhatsApp shows it, with or without `+`, spaces and dashes
 */
export function signUpLink(number: string | null, codeWord: string): string | null {
  const digits = (number ?? '').replaceAll(/\D/g, '')
  if (digits.length < 7 || digits.length > 15) return null
  return `https://wa.me/${digits}?text=${encodeURIComponent(codeWord)}`
}

/** The QR code of a link as SVG; it can still be read with a stain on it. */
export function linkQrSvg(link: string): string {
  return renderSVG(link, { ecc: 'M', border: 2 })
}
