import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { stageFile } from '../../lib/files.ts'
import { callOrThrow } from '../../lib/use-call.ts'

export type ImportKind = 'chat' | 'list'

export type ImportResult =
  | { readonly kind: 'chat'; readonly value: CallOutput<'chatExports.import'> }
  | { readonly kind: 'list'; readonly value: CallOutput<'members.import'> }

export interface ImportInput {
  readonly file: File
  readonly kind: ImportKind
  /** Existing phone group, or the subject of one to be made. */
  readonly target: { readonly groupId: string } | { readonly subject: string }
  /** Undefined: worked out from the file. */
  readonly dayFirst: boolean | undefined
}

/** What a file is by its name, or null when it is neither a chat export nor a list. */
export function importKindOf(fileName: string): ImportKind | null {
  const name = fileName.toLowerCase()
  if (name.endsWith('.csv')) return 'list'
  return name.endsWith('.txt') || name.endsWith('.zip') ? 'chat' : null
}

/** Name of the group as WhatsApp writes it into the file name, or nothing when it is not there. */
export function subjectFromFileName(fileName: string): string {
  const bare = fileName.replace(/\.(txt|zip|csv)$/i, '')
  const named =
    /^WhatsApp Chat(?: with| -)\s+(.+)$/i.exec(bare) ??
    /^(?:与|與)?(.+?)的?WhatsApp\s*(?:聊天|对话|對話).*$/i.exec(bare)
  const subject = (named?.[1] ?? bare).trim()
  return /^_?chat$/i.test(subject) ? '' : subject.slice(0, 128)
}

/** Hands the file over and imports it. Throws CallError. */
export async function importFile(
  input: ImportInput,
  onProgress: (doneBytes: number, totalBytes: number) => void,
): Promise<ImportResult> {
  const file = { stagedFileId: await stageFile(input.file, onProgress) }
  if (input.kind === 'list') {
    return { kind: 'list', value: await callOrThrow('members.import', { file, ...input.target }) }
  }
  const dateOrder = input.dayFirst === undefined ? {} : { dayFirst: input.dayFirst }
  return {
    kind: 'chat',
    value: await callOrThrow('chatExports.import', { file, ...input.target, ...dateOrder }),
  }
}
