import { stopConfirmation } from '../../core/consent/reply-texts.ts'
import { meaningOf, type OptOutWords, type StopMeaning } from '../../core/consent/opt-out-words.ts'
import { waMeLink } from '../../core/consent/wa-me-link.ts'
import { writingPurposes } from '../../store/consent-purpose-store.ts'
import { consentStandings, recordConsent, standingOf } from '../../store/consent-store.ts'
import { readSettings } from '../../store/settings-store.ts'
import { dropPendingSignups } from '../../store/signup-store.ts'
import { one } from '../../store/statement.ts'
import type { MessageReceived } from '../../updates/parsed-update.ts'
import { readAccount } from '../account/account-record.ts'
import type { CommandContext } from '../context.ts'
import { auditConsent, consentDomains, noteNo } from './note-no.ts'
import { readOptOutWords } from './opt-out-settings.ts'
import { canAnswer, queueMessage } from './queue-message.ts'
import { signUp } from './sign-up.ts'

/**
 * Reads a message to the business alone for what it says about consent: stop, start, the code word of a
 * campaign, or yes to a question. A message in a group is not read so: it speaks to the others in it, and
 * one who wants no more from the group leaves it. A stop counts also when it was forwarded; a yes has to
 * be the person's own.
 *
 * @returns whether consent is different now
 */
export function readWords(
  context: CommandContext,
  contactId: string,
  update: MessageReceived,
): boolean {
  const words = readOptOutWords(context.db)
  const said = meaningOf(update, words)
  if (said?.meaning === 'stop') return stop(context, contactId, update, said, words)
  if (update.isForwarded) return false
  const hasStarted = said?.meaning === 'start' && start(context, contactId, update)
  return signUp(context, contactId, update, said !== null) || hasStarted
}

/** A stop means all that the shop writes for; one tapped under an offer means offers. */
function purposesOf(context: CommandContext, source: StopMeaning['source']): string[] {
  return source === 'button' ? ['marketing'] : writingPurposes(context.db)
}

function stop(
  context: CommandContext,
  contactId: string,
  update: MessageReceived,
  said: StopMeaning,
  words: OptOutWords,
): boolean {
  const isOwnNo = new Set(
    consentStandings(context.db, contactId).flatMap((standing) =>
      standing.isOwnNo ? [standing.purpose] : [],
    ),
  )
  const purposes = purposesOf(context, said.source)
  noteNo(context, {
    contactId,
    purposes,
    source: said.source,
    evidence: update.wamid,
    language: said.language,
    at: update.at,
  })
  dropPendingSignups(context.db, contactId, update.at)
  const isNews = purposes.some(
    (purpose) =>
      !isOwnNo.has(purpose) && standingOf(context.db, contactId, purpose)?.isOwnNo === true,
  )
  if (isNews && words.confirmsStop) confirmStop(context, contactId, update.at, said, words)
  return true
}

/** Answers a stop once, while the person's own message lets it through; a late one is left unanswered. */
function confirmStop(
  context: CommandContext,
  contactId: string,
  at: number,
  said: StopMeaning,
  words: OptOutWords,
): void {
  if (!canAnswer(context, contactId, at)) return
  const language = said.language ?? languageOf(context, contactId)
  const word = startWord(words, language)
  const number = readAccount(context.db)?.displayPhoneNumber ?? null
  queueMessage(context, {
    contactId,
    purpose: 'service',
    kind: 'opt_out',
    text: stopConfirmation(language, {
      shop: readSettings(context.db).workspaceName,
      word,
      link: number === null ? null : waMeLink(number, word),
    }),
    createdBy: 'groupkeeper',
  })
}

function startWord(words: OptOutWords, language: string): string {
  const list = words.start[language] ?? []
  return list[0] ?? words.start.en?.[0] ?? Object.values(words.start).flat()[0] ?? 'START'
}

function languageOf(context: CommandContext, contactId: string): string {
  const known = one<{ language: string | null }>(
    context.db,
    'SELECT language FROM contact WHERE id=$contactId',
    { contactId },
  )?.language
  return known ?? readSettings(context.db).language
}

/** The person takes back a no: for all that stands at no, and for nothing that was never spoken of. */
function start(context: CommandContext, contactId: string, update: MessageReceived): boolean {
  const purposes = consentStandings(context.db, contactId)
    .filter((standing) => standing.state === 'withdrawn' && standing.purpose !== 'group')
    .map((standing) => standing.purpose)
  if (purposes.length === 0) return false
  for (const purpose of purposes)
    recordConsent(context.db, context, {
      contactId,
      purpose,
      state: 'given',
      source: 'start_word',
      isByPerson: true,
      evidence: update.wamid,
      recordedBy: 'whatsapp',
      at: update.at,
    })
  auditConsent(context, 'consent.given', {
    contactId,
    purposes,
    source: 'start_word',
    at: update.at,
  })
  context.changed(consentDomains)
  return true
}
