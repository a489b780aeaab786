import { AppError } from '../../shared/errors.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

export interface CampaignRow {
  readonly id: string
  readonly name: string
  readonly code_word: string
  readonly purpose: string
  readonly purpose_name: string
  readonly legal_text_id: string
  readonly text_body: string
  readonly text_language: string
  readonly text_version: number
  readonly tag: string | null
  readonly tag_seq: number | null
  readonly is_double_opt_in: number
  readonly state: 'open' | 'closed'
  readonly created_at: number
  readonly closed_at: number | null
  readonly asked: number
  readonly confirmed: number
}

const columns = `SELECT campaign.*, consent_purpose.name AS purpose_name, legal_text.body AS text_body,
    legal_text.language AS text_language, legal_text.version AS text_version, tag.name AS tag,
    (SELECT count(*) FROM signup WHERE campaign_id=campaign.id) AS asked,
    (SELECT count(*) FROM signup WHERE campaign_id=campaign.id AND confirmed_at IS NOT NULL) AS confirmed
  FROM signup_campaign campaign JOIN consent_purpose ON consent_purpose.key=campaign.purpose
    JOIN legal_text ON legal_text.id=campaign.legal_text_id LEFT JOIN tag ON tag.seq=campaign.tag_seq`

/** Open ones first, newest first. */
export function listCampaigns(db: ReadableDatabase): CampaignRow[] {
  return all<CampaignRow>(
    db,
    `${columns} ORDER BY campaign.state='closed', campaign.created_at DESC, campaign.id DESC`,
  )
}

export function openCampaigns(db: ReadableDatabase): CampaignRow[] {
  return all<CampaignRow>(db, `${columns} WHERE campaign.state='open' ORDER BY campaign.id`)
}

/** @throws AppError `not_found`. */
export function getCampaign(db: ReadableDatabase, campaignId: string): CampaignRow {
  const row = one<CampaignRow>(db, `${columns} WHERE campaign.id=$campaignId`, { campaignId })
  if (!row)
    throw new AppError('not_found', {
      field: 'campaignId',
      message: 'There is no such sign-up campaign.',
    })
  return row
}

export interface CampaignDraft {
  readonly name: string
  readonly codeWord: string
  readonly purpose: string
  readonly legalTextId: string
  readonly tagSeq: number | null
  readonly isDoubleOptIn: boolean
}

export function insertCampaign(
  db: WritableDatabase,
  clock: WriteClock,
  draft: CampaignDraft,
): string {
  const id = clock.newId()
  run(
    db,
    `INSERT INTO signup_campaign (id, name, code_word, purpose, legal_text_id, tag_seq, is_double_opt_in, state, created_at)
     VALUES ($id, $name, $codeWord, $purpose, $legalTextId, $tagSeq, $isDouble, 'open', $now)`,
    { ...parametersOf(draft), id, now: clock.now },
  )
  return id
}

export function updateCampaign(db: WritableDatabase, id: string, draft: CampaignDraft): void {
  run(
    db,
    `UPDATE signup_campaign SET name=$name, code_word=$codeWord, purpose=$purpose, legal_text_id=$legalTextId,
       tag_seq=$tagSeq, is_double_opt_in=$isDouble WHERE id=$id`,
    { ...parametersOf(draft), id },
  )
}

function parametersOf(draft: CampaignDraft) {
  return {
    name: draft.name,
    codeWord: draft.codeWord,
    purpose: draft.purpose,
    legalTextId: draft.legalTextId,
    tagSeq: draft.tagSeq,
    isDouble: draft.isDoubleOptIn ? 1 : 0,
  }
}

export function closeCampaign(db: WritableDatabase, now: number, id: string): void {
  run(db, `UPDATE signup_campaign SET state='closed', closed_at=$now WHERE id=$id`, { id, now })
}

/** The tag of this name, made where there is none. */
export function ensureTag(db: WritableDatabase, clock: WriteClock, name: string): number {
  run(
    db,
    `INSERT INTO tag (id, name, created_at) VALUES ($id, $name, $now) ON CONFLICT (name) DO NOTHING`,
    { id: clock.newId(), name, now: clock.now },
  )
  return one<{ seq: number }>(db, 'SELECT seq FROM tag WHERE name=$name', { name })!.seq
}

export function giveTag(
  db: WritableDatabase,
  now: number,
  contactId: string,
  tagSeq: number,
): boolean {
  return (
    run(
      db,
      `INSERT INTO contact_tag (contact_seq, tag_seq, added_at)
       SELECT seq, $tagSeq, $now FROM contact WHERE id=$contactId ON CONFLICT DO NOTHING`,
      { contactId, tagSeq, now },
    ) > 0
  )
}

export interface SignupRow {
  readonly id: string
  readonly campaign_id: string
  readonly contact_id: string
  readonly state: 'asked' | 'confirmed'
  readonly wrote_at: number
  readonly confirmed_at: number | null
}

/** Notes that somebody wrote the code word. Who wrote it before is noted anew, with the later time. */
export function noteSignup(
  db: WritableDatabase,
  clock: WriteClock,
  signup: {
    readonly campaignId: string
    readonly contactId: string
    readonly state: 'asked' | 'confirmed'
    readonly at: number
  },
): void {
  run(
    db,
    `INSERT INTO signup (id, campaign_id, contact_id, state, wrote_at, confirmed_at)
     VALUES ($id, $campaignId, $contactId, $state, $at, CASE $state WHEN 'confirmed' THEN $at END)
     ON CONFLICT (campaign_id, contact_id) DO UPDATE SET state=excluded.state,
       wrote_at=max(wrote_at, excluded.wrote_at), confirmed_at=coalesce(excluded.confirmed_at, confirmed_at)`,
    {
      id: clock.newId(),
      campaignId: signup.campaignId,
      contactId: signup.contactId,
      state: signup.state,
      at: signup.at,
    },
  )
}

/** The latest code word of this person that still waits for a yes. */
export function pendingSignup(
  db: ReadableDatabase,
  contactId: string,
  since: number,
): SignupRow | null {
  return (
    one<SignupRow>(
      db,
      `SELECT signup.* FROM signup JOIN signup_campaign ON signup_campaign.id=signup.campaign_id
       WHERE contact_id=$contactId AND signup.state='asked' AND wrote_at>=$since AND signup_campaign.state='open'
       ORDER BY wrote_at DESC, signup.id DESC LIMIT 1`,
      { contactId, since },
    ) ?? null
  )
}

export function confirmSignup(db: WritableDatabase, signupId: string, at: number): void {
  run(db, `UPDATE signup SET state='confirmed', confirmed_at=$at WHERE id=$signupId`, {
    signupId,
    at,
  })
}

/** A stop answers every open question that came before it with no. */
export function dropPendingSignups(db: WritableDatabase, contactId: string, at: number): void {
  run(
    db,
    `DELETE FROM signup WHERE contact_id=$contactId AND state='asked' AND confirmed_at IS NULL AND wrote_at<=$at`,
    { contactId, at },
  )
  run(
    db,
    `UPDATE signup SET state='confirmed' WHERE contact_id=$contactId AND state='asked' AND wrote_at<=$at`,
    { contactId, at },
  )
}

/**
 * What somebody was asked last for a campaign: a yes is to that wording and purpose, also where the
 * owner has chosen others since. Only what has left, or may have, was asked: whoever never got the question
 * cannot have confirmed it. Null: nothing was asked.
 *
 * @param since Unix ms from which on a question still stands
 */
export function lastQuestion(
  db: ReadableDatabase,
  contactId: string,
  campaignId: string,
  since: number,
): Pick<CampaignRow, 'purpose' | 'legal_text_id' | 'text_language'> | null {
  return (
    one<Pick<CampaignRow, 'purpose' | 'legal_text_id' | 'text_language'>>(
      db,
      `SELECT message.purpose, message.legal_text_id, legal_text.language AS text_language
       FROM direct_message message JOIN legal_text ON legal_text.id=message.legal_text_id
       WHERE message.contact_id=$contactId AND message.campaign_id=$campaignId AND message.kind='sign_up'
         AND message.state NOT IN ('queued','failed','cancelled') AND message.created_at>=$since
       ORDER BY message.created_at DESC, message.id DESC LIMIT 1`,
      { contactId, campaignId, since },
    ) ?? null
  )
}
