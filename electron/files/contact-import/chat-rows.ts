import { personHistories } from '../../core/contacts/person-histories.ts'
import { parseChatExport } from '../chat-export.ts'
import { tooLarge, type ByteSource, type RowPortion } from './source.ts'

export const chatTitles = ['Number', 'Name'] as const

const maxChatBytes = 64 * 1024 * 1024

/**
 * People of an exported chat, as rows of number and name. Those whom the phone's address book names
 * have no number there.
 *
 * @throws AppError `file_unreadable`, `file_too_large`, `file_format_unknown`.
 */
export function* readChatPeople(source: ByteSource, fileName: string): Generator<RowPortion> {
  if (source.size > maxChatBytes)
    throw tooLarge('The chat is too large. Export it without media, or a shorter period.')
  const chat = parseChatExport(source.read(0, source.size), { fileName })
  const rows = personHistories(chat).map((person, index) => ({
    line: index + 1,
    cells: [person.number ?? '', person.name === person.number ? '' : numberless(person.name)],
  }))
  yield { rows, bytesRead: source.size }
}

/** Who is not in the address book stands under a number, which is no name. */
function numberless(name: string): string {
  return /^\+[\d\s()-]+$/.test(name) ? '' : name
}
