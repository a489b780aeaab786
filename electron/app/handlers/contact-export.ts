import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { contactFileEndings, createContactWriter } from '../../files/contact-export.ts'
import { exportedContacts } from '../../store/contact-export-store.ts'
import { listCustomFields } from '../../store/custom-field-store.ts'
import { requireTargets, targetPortion } from '../contact-targets.ts'
import { process, type Handlers, type ProcessContext } from '../context.ts'
import { exportFile } from '../export-file.ts'

const portion = 1000

export const contactExportHandlers: Handlers<'contacts.export'> = {
  'contacts.export': process((context, input) => exportContacts(context, input)),
}

function exportContacts(
  context: ProcessContext,
  { target, format, withNumbers }: ParsedInput<'contacts.export'>,
): Promise<CallOutput<'contacts.export'>> {
  const customKeys = context.read(({ db }) => {
    requireTargets(db, target)
    return listCustomFields(db).map((field) => field.key)
  })
  return exportFile(context, {
    name: 'contacts',
    ending: contactFileEndings[format],
    writer: createContactWriter(format, { customKeys, withNumbers }),
    next: (after) =>
      context.read(({ db }) => {
        const found = targetPortion(db, target, after, portion, context.now())
        const seqs = found.map((contact) => contact.seq)
        return {
          rows: exportedContacts(db, seqs, withNumbers),
          last: seqs.length < portion ? null : (seqs.at(-1) ?? null),
        }
      }),
    audit: (rows) => ({
      action: 'contacts.exported',
      subjectKind: 'contacts',
      data: {
        format,
        withNumbers,
        rows,
        ...(target.filter?.segmentId !== undefined && { segmentId: target.filter.segmentId }),
      },
    }),
  })
}
