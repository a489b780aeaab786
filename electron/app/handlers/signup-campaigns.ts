import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { languageFor } from '../../core/consent/language-for.ts'
import { normaliseWord } from '../../core/consent/normalise-word.ts'
import { isReservedWord, stopWordFor } from '../../core/consent/opt-out-words.ts'
import { signupQuestion } from '../../core/consent/reply-texts.ts'
import { waMeLink } from '../../core/consent/wa-me-link.ts'
import { renderPoster } from '../../files/poster-html.ts'
import { qrCodeSvg } from '../../files/qr-code.ts'
import { requirePurpose } from '../../store/consent-purpose-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { currentPrivacyNotices, getLegalText } from '../../store/legal-text-store.ts'
import { readSettings } from '../../store/settings-store.ts'
import {
  closeCampaign,
  ensureTag,
  getCampaign,
  insertCampaign,
  listCampaigns,
  openCampaigns,
  updateCampaign,
  type CampaignRow,
} from '../../store/signup-store.ts'
import { readAccount } from '../account/account-record.ts'
import { fileStem } from '../consent/file-stem.ts'
import { consentDomains } from '../consent/note-no.ts'
import { readOptOutWords } from '../consent/opt-out-settings.ts'
import {
  command,
  process,
  query,
  type CommandContext,
  type Handlers,
  type ProcessContext,
} from '../context.ts'

type Names =
  | 'signupCampaigns.list'
  | 'signupCampaigns.save'
  | 'signupCampaigns.close'
  | 'signupCampaigns.poster'

type Campaign = CallOutput<'signupCampaigns.save'>

/** Longest text message (Meta: Text messages). */
const maxTextLength = 4096

export const signupCampaignHandlers: Handlers<Names> = {
  'signupCampaigns.list': query(({ db }) => ({
    campaigns: listCampaigns(db).map((row) => toCampaign(db, row)),
  })),
  'signupCampaigns.save': command(save),
  'signupCampaigns.close': command((context, { campaignId }) => {
    const row = getCampaign(context.db, campaignId)
    if (row.state === 'closed')
      throw new AppError('conflict', {
        field: 'campaignId',
        message: 'This campaign is closed already.',
      })
    closeCampaign(context.db, context.now, campaignId)
    audit(context, 'signupCampaigns.closed', row)
    return toCampaign(context.db, getCampaign(context.db, campaignId))
  }),
  'signupCampaigns.poster': process(makePoster),
}

function toCampaign(db: ReadableDatabase, row: CampaignRow): Campaign {
  const number = readAccount(db)?.displayPhoneNumber ?? null
  const link = number === null ? null : waMeLink(number, row.code_word)
  return {
    id: row.id,
    name: row.name,
    codeWord: row.code_word,
    purpose: row.purpose,
    legalTextId: row.legal_text_id,
    textBody: row.text_body,
    textLanguage: row.text_language,
    textVersion: row.text_version,
    tag: row.tag,
    isDoubleOptIn: row.is_double_opt_in === 1,
    state: row.state,
    link,
    qrSvg: link === null ? null : qrCodeSvg(link),
    asked: row.asked,
    confirmed: row.confirmed,
    createdAt: row.created_at,
    closedAt: row.closed_at,
  }
}

function audit(context: CommandContext, action: string, row: CampaignRow): void {
  context.audit({
    action,
    subjectKind: 'signup_campaign',
    subjectId: row.id,
    data: {
      name: row.name,
      purpose: row.purpose,
      language: row.text_language,
      version: row.text_version,
      isDoubleOptIn: row.is_double_opt_in === 1,
    },
  })
  context.changed(consentDomains)
}

function save(context: CommandContext, input: ParsedInput<'signupCampaigns.save'>): Campaign {
  const known = input.campaignId === undefined ? null : getCampaign(context.db, input.campaignId)
  if (known?.state === 'closed')
    throw new AppError('conflict', {
      field: 'campaignId',
      message: 'This campaign is closed. Make a new one.',
    })
  requirePurpose(context.db, input.purpose)
  refuseText(context, input, known)
  refuseCodeWord(context, input)
  const draft = {
    name: input.name,
    codeWord: input.codeWord,
    purpose: input.purpose,
    legalTextId: input.legalTextId,
    tagSeq: input.tag === undefined ? null : ensureTag(context.db, context, input.tag),
    isDoubleOptIn: input.isDoubleOptIn,
  }
  const id = known?.id ?? insertCampaign(context.db, context, draft)
  if (known) updateCampaign(context.db, known.id, draft)
  const row = getCampaign(context.db, id)
  audit(context, 'signupCampaigns.saved', row)
  return toCampaign(context.db, row)
}

/** What people agree to has to be the current wording of the campaign's purpose. */
function refuseText(
  context: CommandContext,
  input: ParsedInput<'signupCampaigns.save'>,
  known: CampaignRow | null,
): void {
  const text = getLegalText(context.db, input.legalTextId)
  if (text.kind !== 'consent' || text.purpose !== input.purpose)
    throw new AppError('invalid_input', {
      field: 'legalTextId',
      message: 'Choose a wording of the purpose that people sign up for.',
    })
  // a campaign that runs keeps the wording on its posters until another one is chosen
  if (!text.isCurrent && known?.legal_text_id !== text.id)
    throw new AppError('conflict', {
      field: 'legalTextId',
      message: 'There is a newer version of this wording. Choose that one.',
    })
  const question = signupQuestion(text.language, {
    shop: readSettings(context.db).workspaceName,
    codeWord: input.codeWord,
    body: text.body,
  })
  if (input.isDoubleOptIn && question.length > maxTextLength)
    throw new AppError('invalid_input', {
      field: 'legalTextId',
      params: { limit: maxTextLength },
      message: 'The text is too long to be asked in one message. Shorten it.',
    })
}

function refuseCodeWord(context: CommandContext, input: ParsedInput<'signupCampaigns.save'>): void {
  const word = normaliseWord(input.codeWord)
  if (word.length < 2)
    throw new AppError('invalid_input', {
      field: 'codeWord',
      message: 'A code word needs at least two letters or digits.',
    })
  if (isReservedWord(input.codeWord, readOptOutWords(context.db)))
    throw new AppError('conflict', {
      field: 'codeWord',
      message: 'This word means stop, start or yes already. Choose another one.',
    })
  const isTaken = openCampaigns(context.db).some(
    (row) => row.id !== input.campaignId && normaliseWord(row.code_word) === word,
  )
  if (isTaken)
    throw new AppError('conflict', {
      field: 'codeWord',
      message: 'Another campaign has this code word. Choose another one.',
    })
}

async function makePoster(
  context: ProcessContext,
  { campaignId, format, language }: ParsedInput<'signupCampaigns.poster'>,
): Promise<CallOutput<'signupCampaigns.poster'>> {
  const { html, stem } = context.read(({ db }) => {
    const row = getCampaign(db, campaignId)
    const campaign = toCampaign(db, row)
    if (campaign.state === 'closed')
      throw new AppError('conflict', {
        field: 'campaignId',
        message: 'This campaign is closed, so its poster would lead nowhere.',
      })
    if (campaign.link === null || campaign.qrSvg === null)
      throw new AppError('account_missing', {
        message: 'Connect a Business account first: the poster leads to its number.',
      })
    const account = readAccount(db)
    return {
      stem: fileStem('sign-up', row.name, context.now()),
      html: renderPoster({
        language,
        shop: readSettings(db).workspaceName,
        number: account?.displayPhoneNumber ?? '',
        codeWord: row.code_word,
        consentText: row.text_body,
        consentLanguage: row.text_language,
        textVersion: row.text_version,
        isDoubleOptIn: campaign.isDoubleOptIn,
        privacyNotice: privacyNotice(db, language),
        stopWord: stopWordFor(readOptOutWords(db), language),
        link: campaign.link,
        qrSvg: campaign.qrSvg,
      }),
    }
  })
  const content = format === 'html' ? Buffer.from(html, 'utf8') : await context.printPdf(html)
  const fileName = `${stem}.${format}`
  context.transact((command) =>
    command.audit({
      action: 'signupCampaigns.posterMade',
      subjectKind: 'signup_campaign',
      subjectId: campaignId,
      data: { formats: [format], language },
    }),
  )
  return { fileId: context.files.put(fileName, content), fileName }
}

/** The owner's privacy notice in the poster's language, or nothing. */
function privacyNotice(db: ReadableDatabase, language: 'en' | 'zh-CN'): string | null {
  const notices = currentPrivacyNotices(db)
  return notices.find((text) => languageFor(text.language) === language)?.body ?? null
}
