import { normaliseWord } from '../../core/consent/normalise-word.ts'
import { saysYes } from '../../core/consent/opt-out-words.ts'
import { signupQuestion } from '../../core/consent/reply-texts.ts'
import { recordConsent, standingOf } from '../../store/consent-store.ts'
import { indexContact } from '../../store/contact-search.ts'
import { readSettings } from '../../store/settings-store.ts'
import {
  confirmSignup,
  getCampaign,
  giveTag,
  lastQuestion,
  noteSignup,
  openCampaigns,
  pendingSignup,
  type CampaignRow,
} from '../../store/signup-store.ts'
import { one, run } from '../../store/statement.ts'
import type { MessageReceived } from '../../updates/parsed-update.ts'
import type { CommandContext } from '../context.ts'
import { consentDomains } from './note-no.ts'
import { canAnswer, isInBin, queueMessage } from './queue-message.ts'

/** How long a question for consent may be answered with yes. */
const answerWithinMs = 7 * 24 * 60 * 60 * 1000

/**
 * Reads a message for the code word of a campaign, or for yes to the question that one brought.
 *
 * @param isStart whether the message is a start word, which answers a question with yes as well
 * @returns whether the person has agreed
 */
export function signUp(
  context: CommandContext,
  contactId: string,
  update: MessageReceived,
  isStart: boolean,
): boolean {
  if (isInBin(context.db, contactId)) return false
  const campaign = campaignOf(context, update)
  if (campaign) return writeCodeWord(context, contactId, update, campaign)
  if (!isStart && !saysYes(update)) return false
  const since = update.at - answerWithinMs
  const pending = pendingSignup(context.db, contactId, since)
  if (!pending || pending.wrote_at > update.at) return false
  const ofPending = getCampaign(context.db, pending.campaign_id)
  const question = lastQuestion(context.db, contactId, ofPending.id, since)
  // a yes to a question that never reached anybody is a yes to something else
  if (question === null) return false
  confirmSignup(context.db, pending.id, update.at)
  agree(context, contactId, update, { ...ofPending, ...question })
  return true
}

/** The open campaign whose code word this message is; a closed one is answered with nothing. */
function campaignOf(context: CommandContext, update: MessageReceived): CampaignRow | null {
  if (!['text', 'button', 'interactive'].includes(update.messageType)) return null
  const word = normaliseWord(update.text ?? '')
  if (word === '') return null
  return openCampaigns(context.db).find((each) => normaliseWord(each.code_word) === word) ?? null
}

function writeCodeWord(
  context: CommandContext,
  contactId: string,
  update: MessageReceived,
  campaign: CampaignRow,
): boolean {
  markNewContact(context, contactId)
  const signup = { campaignId: campaign.id, contactId, at: update.at }
  if (campaign.is_double_opt_in === 0) {
    noteSignup(context.db, context, { ...signup, state: 'confirmed' })
    agree(context, contactId, update, campaign)
    return true
  }
  if (standingOf(context.db, contactId, campaign.purpose)?.state === 'given') return false
  noteSignup(context.db, context, { ...signup, state: 'asked' })
  context.audit({
    action: 'signupCampaigns.asked',
    subjectKind: 'contact',
    subjectId: contactId,
    contactId,
    data: { campaignId: campaign.id, purpose: campaign.purpose, at: update.at },
  })
  context.changed(consentDomains)
  askBack(context, contactId, update, campaign)
  return false
}

function askBack(
  context: CommandContext,
  contactId: string,
  update: MessageReceived,
  campaign: CampaignRow,
): void {
  const standing = standingOf(context.db, contactId, campaign.purpose)
  // a no that is as late as the code word outweighs it
  const isRefused =
    standing?.state === 'withdrawn' && Math.max(standing.latestAt, standing.ownNoAt) >= update.at
  if (isRefused || !canAnswer(context, contactId, update.at)) return
  queueMessage(context, {
    contactId,
    purpose: campaign.purpose,
    kind: 'sign_up',
    text: signupQuestion(campaign.text_language, {
      shop: readSettings(context.db).workspaceName,
      codeWord: campaign.code_word,
      body: campaign.text_body,
    }),
    legalTextId: campaign.legal_text_id,
    campaignId: campaign.id,
    createdBy: 'groupkeeper',
  })
}

/** Who is first met by a code word came through sign-up. */
function markNewContact(context: CommandContext, contactId: string): void {
  run(
    context.db,
    `UPDATE contact SET source='signup' WHERE id=$contactId AND source='update' AND created_at=$now`,
    { contactId, now: context.now },
  )
}

function agree(
  context: CommandContext,
  contactId: string,
  update: MessageReceived,
  campaign: CampaignRow,
): void {
  recordConsent(context.db, context, {
    contactId,
    purpose: campaign.purpose,
    state: 'given',
    source: 'signup',
    isByPerson: true,
    legalTextId: campaign.legal_text_id,
    language: campaign.text_language,
    jurisdiction: countryOf(context, contactId),
    evidence: update.wamid,
    campaignId: campaign.id,
    recordedBy: 'whatsapp',
    at: update.at,
  })
  if (campaign.tag_seq !== null && giveTag(context.db, context.now, contactId, campaign.tag_seq))
    indexContact(context.db, contactId)
  context.audit({
    action: 'consent.given',
    subjectKind: 'contact',
    subjectId: contactId,
    contactId,
    data: { source: 'signup', purpose: campaign.purpose, campaignId: campaign.id, at: update.at },
  })
  context.changed(consentDomains)
}

function countryOf(context: CommandContext, contactId: string): string | null {
  return (
    one<{ country: string | null }>(context.db, 'SELECT country FROM contact WHERE id=$contactId', {
      contactId,
    })?.country ?? null
  )
}
