import { z } from 'zod'
import { done, id, nothing, pageInput, pageOf } from '../domain/common.ts'
import * as consent from '../domain/consent.ts'
import { exportedFile } from '../domain/contacts.ts'
import { command, query } from './call.ts'

const file = exportedFile.omit({ rows: true })

/** Who agreed to what, who said no, who was told what. */
export const consentCalls = {
  'consent.get': query(z.object({ contactId: id }), consent.contactConsent),
  'consent.record': command(consent.recordConsentInput, done),
  'consent.receipt': command(
    z.object({
      contactId: id,
      entryId: id,
      format: consent.receiptFormat.default('html'),
      language: z.enum(['en', 'zh-CN']).default('en'),
    }),
    file,
  ),
  'consentPurposes.list': query(nothing, z.object({ purposes: z.array(consent.consentPurpose) })),
  'consentPurposes.save': command(
    z.object({ key: consent.purposeKey, name: z.string().trim().min(1).max(60) }),
    done,
  ),
  'consentPurposes.delete': command(z.object({ key: consent.purposeKey }), done),
  'legalTexts.list': query(
    z.object({ kind: consent.legalTextKind.optional() }),
    z.object({ texts: z.array(consent.legalText) }),
  ),
  /** Texts to start from, with the shop's name in them; nothing is kept until the owner saves one. */
  'legalTexts.suggestions': query(nothing, z.object({ drafts: z.array(consent.legalTextDraft) })),
  'legalTexts.save': command(consent.saveLegalTextInput, consent.legalText),
  'optOutWords.get': query(nothing, consent.optOutWords),
  'optOutWords.save': command(consent.optOutWords, consent.optOutWords),
  'signupCampaigns.list': query(nothing, z.object({ campaigns: z.array(consent.signupCampaign) })),
  'signupCampaigns.save': command(consent.saveSignupCampaignInput, consent.signupCampaign),
  'signupCampaigns.close': command(z.object({ campaignId: id }), consent.signupCampaign),
  /** To be printed and put up: QR code, code word, wording, privacy note. */
  'signupCampaigns.poster': command(
    z.object({
      campaignId: id,
      format: z.enum(['pdf', 'html']).default('pdf'),
      language: z.enum(['en', 'zh-CN']).default('en'),
    }),
    file,
  ),
  'notices.preview': query(consent.noticeDraft, consent.noticePreview),
  'notices.send': command(
    consent.noticeDraft.extend({
      /** How many it goes to, as the preview said: asked back before many are written to. */
      confirmCount: z.number().int().min(0),
    }),
    z.object({ queued: z.number().int() }),
  ),
  'notices.coverage': query(nothing, z.object({ notices: z.array(consent.noticeCoverage) })),
  'notices.outdated': query(
    z.object({ ...pageInput, legalTextId: id }),
    pageOf(consent.outdatedContact),
  ),
  'directMessages.list': query(consent.listDirectMessagesInput, pageOf(consent.directMessage)),
} as const
