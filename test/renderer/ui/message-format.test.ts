import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMessage, type MessagePart } from '../../../renderer/ui/message-format.ts'

/** Parts as a short notation: `b(…)` for bold, and so on. */
function notation(parts: readonly MessagePart[]): string {
  return parts
    .map((part) => {
      if (part.type === 'text') return part.text
      if (part.type === 'mono') return `m(${part.text})`
      return `${part.type.charAt(0)}(${notation(part.parts)})`
    })
    .join('')
}

describe('WhatsApp marks', () => {
  it.each([
    ['plain', 'plain'],
    ['*bold*', 'b(bold)'],
    ['_italic_ ~gone~', 'i(italic) s(gone)'],
    ['*bold _and italic_*', 'b(bold i(and italic))'],
    ['```mono *not bold*```', 'm(mono *not bold*)'],
    ['`code`', 'm(code)'],
    ['本周*新到*绣球', '本周b(新到)绣球'],
    ['2*3*4', '2*3*4'],
    ['snake_case_name', 'snake_case_name'],
    ['* not bold *', '* not bold *'],
    ['*not\nbold*', '*not\nbold*'],
    ['**', '**'],
    ['```', '```'],
    ['*open', '*open'],
    ['', ''],
    ['<b>no markup</b>', '<b>no markup</b>'],
  ])('%j reads as %j', (text, wanted) => {
    expect(notation(parseMessage(text))).toBe(wanted)
  })

  it('loses no character but marks, whatever is written', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', '*', '_', '~', '`', ' ', '\n', '群') })
    fc.assert(
      fc.property(letters, (text) => {
        const shown = notation(parseMessage(text)).replace(/[bism]\(|\)/g, '')
        const strip = (value: string) => value.replace(/[*_~`]/g, '')
        return strip(shown) === strip(text)
      }),
    )
  })
})
