import type { CallInput, CallOutput } from '../../../shared/ipc/contract.ts'

export type Campaign = CallOutput<'signupCampaigns.list'>['campaigns'][number]

/** A campaign as the form holds it. */
export interface CampaignDraft {
  readonly name: string
  readonly codeWord: string
  readonly purpose: string
  readonly legalTextId: string | null
  readonly tag: string
  readonly isDoubleOptIn: boolean
}

/** What the form begins with: a campaign as it is, or an empty one. */
export function campaignDraft(campaign: Campaign | null): CampaignDraft {
  return {
    name: campaign?.name ?? '',
    codeWord: campaign?.codeWord ?? '',
    purpose: campaign?.purpose ?? 'marketing',
    legalTextId: campaign?.legalTextId ?? null,
    tag: campaign?.tag ?? '',
    isDoubleOptIn: campaign?.isDoubleOptIn ?? false,
  }
}

const lettersAndDigits = /^[\p{L}\p{M}\p{N}]+$/u

/** A word as it is compared: without case and marks. */
export function plainCodeWord(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .normalize('NFC')
}

/** Words that a code word must not be. */
export interface TakenWords {
  readonly campaigns: readonly string[]
  /** Words that mean stop or start. */
  readonly optOut: readonly string[]
}

export type CampaignProblems = Partial<Record<keyof CampaignDraft, string>>

/** What is wrong, by field. */
export function campaignProblems(draft: CampaignDraft, taken: TakenWords): CampaignProblems {
  const problems: CampaignProblems = {}
  if (draft.name.trim() === '') problems.name = 'nameMissing'
  else if (draft.name.trim().length > 80) problems.name = 'nameTooLong'
  const codeWord = codeWordProblem(draft.codeWord.trim(), taken)
  if (codeWord !== null) problems.codeWord = codeWord
  if (draft.legalTextId === null) problems.legalTextId = 'textMissing'
  if (draft.tag.trim().length > 60) problems.tag = 'tagTooLong'
  return problems
}

function codeWordProblem(word: string, taken: TakenWords): string | null {
  if (word === '') return 'codeWordMissing'
  if (word.length < 2 || word.length > 30) return 'codeWordLength'
  if (!lettersAndDigits.test(word)) return 'codeWordSigns'
  const plain = plainCodeWord(word)
  if (taken.campaigns.some((other) => plainCodeWord(other) === plain)) return 'codeWordTaken'
  return taken.optOut.some((other) => plainCodeWord(other) === plain) ? 'codeWordStop' : null
}

/** The form as the app takes it; null while the wording is missing. */
export function toCampaignInput(
  draft: CampaignDraft,
  campaignId: string | null,
): CallInput<'signupCampaigns.save'> | null {
  if (draft.legalTextId === null) return null
  return {
    name: draft.name.trim(),
    codeWord: draft.codeWord.trim(),
    purpose: draft.purpose,
    legalTextId: draft.legalTextId,
    isDoubleOptIn: draft.isDoubleOptIn,
    ...(draft.tag.trim() === '' ? {} : { tag: draft.tag.trim() }),
    ...(campaignId === null ? {} : { campaignId }),
  }
}
