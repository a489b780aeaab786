import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { suggestedTexts } from '../../core/consent/default-texts.ts'
import { requirePurpose } from '../../store/consent-purpose-store.ts'
import {
  currentText,
  getLegalText,
  insertLegalText,
  listLegalTexts,
} from '../../store/legal-text-store.ts'
import { readSettings } from '../../store/settings-store.ts'
import { consentDomains } from '../consent/note-no.ts'
import { command, query, type CommandContext, type Handlers } from '../context.ts'
import { sha256Hex } from '../sha256.ts'

type Names = 'legalTexts.list' | 'legalTexts.suggestions' | 'legalTexts.save'

export const legalTextHandlers: Handlers<Names> = {
  'legalTexts.list': query(({ db }, { kind }) => ({ texts: listLegalTexts(db, kind ?? null) })),
  'legalTexts.suggestions': query(({ db }) => ({
    drafts: suggestedTexts(readSettings(db).workspaceName),
  })),
  'legalTexts.save': command(save),
}

/** The fingerprint is of the UTF-8 bytes of the body as it is kept, so that anyone can compute it again. */
function save(
  context: CommandContext,
  input: ParsedInput<'legalTexts.save'>,
): CallOutput<'legalTexts.save'> {
  const purpose = input.purpose ?? null
  if (purpose !== null) requirePurpose(context.db, purpose)
  // half a character has no bytes of its own, so that its fingerprint could not be computed again
  if (/\p{Surrogate}/u.test(input.body))
    throw new AppError('invalid_input', {
      field: 'body',
      message: 'The text holds a broken character. Type it again.',
    })
  const current = currentText(context.db, { kind: input.kind, purpose, language: input.language })
  if (current?.body === input.body)
    throw new AppError('conflict', {
      field: 'body',
      params: { version: current.version },
      message: 'The text is the same as its current version, so there is nothing to save.',
    })
  const id = insertLegalText(context.db, context, {
    ...input,
    sha256: sha256Hex(input.body),
    createdBy: context.caller.actor,
  })
  const text = getLegalText(context.db, id)
  context.audit({
    action: 'legalTexts.saved',
    subjectKind: 'legal_text',
    subjectId: id,
    data: {
      kind: text.kind,
      ...(purpose === null ? {} : { purpose }),
      language: text.language,
      version: text.version,
      sha256: text.sha256,
    },
  })
  context.changed(consentDomains)
  return { ...text, contacts: 0 }
}
