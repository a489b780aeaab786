import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { AppError } from '../../../shared/errors.ts'
import {
  contactFileEndings,
  createContactWriter,
  maxSheetRows,
} from '../../files/contact-export.ts'
import { exportedContacts } from '../../store/contact-export-store.ts'
import { listCustomFields } from '../../store/custom-field-store.ts'
import { betweenPortions, requireTargets, targetPortion } from '../contact-targets.ts'
import { process, type Handlers, type ProcessContext } from '../context.ts'
import { formatMoment } from '../format-moment.ts'

const portion = 1000

export const contactExportHandlers: Handlers<'contacts.export'> = {
  'contacts.export': process((context, input) => exportContacts(context, input)),
}

/** The file is given out after the log says so; with an error halfway there is neither. */
async function exportContacts(
  context: ProcessContext,
  input: ParsedInput<'contacts.export'>,
): Promise<CallOutput<'contacts.export'>> {
  const { target, format, withNumbers } = input
  const customKeys = context.read(({ db }) => {
    requireTargets(db, target)
    return listCustomFields(db).map((field) => field.key)
  })
  const fileName = `contacts-${formatMoment(context.now()).slice(0, 10)}.${contactFileEndings[format]}`
  const fileId = context.files.create(fileName)
  try {
    const rows = await writeAll(context, input, fileId, customKeys)
    context.transact((command) => {
      command.audit({
        action: 'contacts.exported',
        subjectKind: 'contacts',
        data: {
          format,
          withNumbers,
          rows,
          ...(target.filter?.segmentId !== undefined && { segmentId: target.filter.segmentId }),
        },
      })
      command.changed(['audit'])
    })
    return { fileId, fileName, rows }
  } catch (error) {
    context.files.discard(fileId)
    throw error
  }
}

async function writeAll(
  context: ProcessContext,
  { target, format, withNumbers }: ParsedInput<'contacts.export'>,
  fileId: string,
  customKeys: readonly string[],
): Promise<number> {
  const writer = createContactWriter(format, { customKeys, withNumbers })
  let rows = 0
  let afterSeq = 0
  for (;;) {
    const { contacts, last } = context.read(({ db }) => {
      const seqs = targetPortion(db, target, afterSeq, portion, context.now()).map(
        (contact) => contact.seq,
      )
      return { contacts: exportedContacts(db, seqs, withNumbers), last: seqs.at(-1) }
    })
    rows += contacts.length
    if (format === 'xlsx' && rows > maxSheetRows)
      throw new AppError('file_too_large', {
        message: 'A sheet does not hold that many contacts. Export them as CSV.',
        params: { limit: maxSheetRows },
      })
    context.files.append(fileId, writer.add(contacts))
    if (last === undefined || contacts.length < portion) break
    afterSeq = last
    await betweenPortions(context, 'report', rows, null)
  }
  context.files.append(fileId, writer.end())
  return rows
}
