import { AppError, assertNever } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { maskNumber } from '../../core/contacts/mask-number.ts'
import { stopWordFor } from '../../core/consent/opt-out-words.ts'
import { receiptData, receiptPage, type ReceiptSource } from '../../core/consent/receipt.ts'
import { renderReceipt } from '../../files/receipt-html.ts'
import { getConsentEntry, standingOf } from '../../store/consent-store.ts'
import { requireContact } from '../../store/contact-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { displayName } from '../../store/member-store.ts'
import { readSettings } from '../../store/settings-store.ts'
import { readAccount } from '../account/account-record.ts'
import { fileStem } from '../consent/file-stem.ts'
import { readOptOutWords } from '../consent/opt-out-settings.ts'
import { isInBin } from '../consent/queue-message.ts'
import { process, type Handlers, type ProcessContext } from '../context.ts'
import { formatMoment } from '../format-moment.ts'

type Input = ParsedInput<'consent.receipt'>

export const consentReceiptHandlers: Handlers<'consent.receipt'> = {
  'consent.receipt': process(makeReceipt),
}

/** Made first and logged then: a receipt that could not be printed was given to nobody. */
async function makeReceipt(
  context: ProcessContext,
  input: Input,
): Promise<CallOutput<'consent.receipt'>> {
  const source = context.read(({ db }) => readSource(db, input))
  const content = await write(context, input, source)
  const fileName = `${fileStem('consent', nameForFile(source.contactName), context.now())}.${input.format}`
  context.transact((command) =>
    command.audit({
      action: 'consent.receiptMade',
      subjectKind: 'contact',
      subjectId: source.contactId,
      contactId: source.contactId,
      data: { purpose: source.purpose, formats: [input.format], language: input.language },
    }),
  )
  return { fileId: context.files.put(fileName, content), fileName }
}

/** A name can be a number or an address; a file's name, which others see, tells neither. */
function nameForFile(name: string): string {
  return name.includes('@') || name.replace(/\D/g, '').length >= 7 ? '' : name
}

async function write(
  context: ProcessContext,
  { format, language }: Input,
  source: ReceiptSource,
): Promise<Uint8Array> {
  const html = () => renderReceipt(receiptPage(source, language, formatMoment))
  switch (format) {
    case 'json':
      return Buffer.from(`${JSON.stringify(receiptData(source, language), null, 2)}\n`, 'utf8')
    case 'html':
      return Buffer.from(html(), 'utf8')
    case 'pdf':
      return context.printPdf(html())
    default:
      return assertNever(format, 'receipt format')
  }
}

function readSource(db: ReadableDatabase, { contactId, entryId, language }: Input): ReceiptSource {
  const entry = getConsentEntry(db, contactId, entryId)
  if (isInBin(db, contactId))
    throw new AppError('not_found', {
      field: 'contactId',
      message: 'This contact is in the bin. Take it out first.',
    })
  const contact = requireContact(db, contactId)
  return {
    ...entry,
    entryId: entry.id,
    contactName: displayName(contact.name, null, contact.waId),
    maskedNumber: contact.waId === null ? null : maskNumber(contact.waId),
    shop: readSettings(db).workspaceName,
    shopNumber: readAccount(db)?.displayPhoneNumber ?? null,
    standing: standingOf(db, contactId, entry.purpose)?.state ?? entry.state,
    stopWord: stopWordFor(readOptOutWords(db), language),
  }
}
