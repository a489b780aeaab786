/**
 * A link that opens a chat with the business, the word written already. It is the person who sends it.
 *
 * Source: WhatsApp Help Center, "How to use click to chat": wa.me with the number in international
 * format as digits, and the text URL-encoded.
 *
 * @param number The business's number as shown, with or without `+`, spaces and dashes.
 */
export function waMeLink(number: string, word: string): string | null {
  const digits = number.replace(/\D/g, '')
  if (digits.length < 7 || digits.length > 15) return null
  return `https://wa.me/${digits}?text=${encodeURIComponent(word)}`
}
