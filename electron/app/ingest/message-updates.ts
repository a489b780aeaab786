import { recordConsent } from '../../store/consent-store.ts'
import { replaceIdentity, upsertContact } from '../../store/contact-store.ts'
import { touchGroupMessage } from '../../store/group-store.ts'
import { all, run } from '../../store/statement.ts'
import type {
  IdentityChanged,
  MarketingPreference,
  MessageReceived,
} from '../../updates/parsed-update.ts'
import { noteAnswer, noteStop } from '../broadcasts/note-answer.ts'
import { takeOutOfBin } from '../clean-up/take-out-of-bin.ts'
import { auditConsent, consentDomains, noteNo } from '../consent/note-no.ts'
import { readWords } from '../consent/person-says.ts'
import type { CommandContext } from '../context.ts'
import type { IngestNotes } from './ingest-notes.ts'
import { knownGroup } from './known-group.ts'
import { placeMessage } from './place-stay.ts'

/** A customer service window stays open for 24 hours (Meta: Groups API pricing; Sending messages). */
const windowMs = 24 * 60 * 60 * 1000

export function applyMessage(
  context: CommandContext,
  update: MessageReceived,
  notes: IngestNotes,
): void {
  const contactId = upsertContact(context.db, context, update.from)
  const group = update.groupId === null ? null : knownGroup(context, update.groupId, notes)
  const isNew =
    run(
      context.db,
      `INSERT INTO message (id, wamid, group_id, contact_id, direction, type, body, at)
       VALUES ($id, $wamid, $groupId, $contactId, 'inbound', $type, $body, $at) ON CONFLICT (wamid) DO NOTHING`,
      {
        id: context.newId(),
        wamid: update.wamid,
        groupId: group?.id ?? null,
        contactId,
        type: update.messageType,
        body: update.text,
        at: update.at,
      },
    ) > 0
  if (!isNew) return
  takeOutOfBin(context, contactId, 'wrote')
  if (!group) {
    noteAnswer(context, contactId, update)
    if (readWords(context, contactId, update)) judgeGroupsOf(context, contactId, notes)
    return
  }
  touchGroupMessage(context.db, group.id, update.at, update.at + windowMs)
  placeMessage(context, { groupId: group.id, contactId }, update.at)
  notes.groups.add(group.id)
}

export function applyIdentityChanged(context: CommandContext, update: IdentityChanged): void {
  const contactId = replaceIdentity(context.db, context, update.before, update.after)
  if (contactId === null) return
  context.audit({
    action: 'contacts.identityChanged',
    subjectKind: 'contact',
    subjectId: contactId,
    contactId,
    data: { change: update.change },
  })
  context.changed(['members'])
}

/** The person's own word about marketing: a stop counts at once and everywhere. */
export function applyMarketingPreference(
  context: CommandContext,
  update: MarketingPreference,
  notes: IngestNotes,
): void {
  const contactId = upsertContact(context.db, context, update.person)
  if (update.preference === 'stop') {
    noteStop(context, contactId, update.at)
    noteNo(context, {
      contactId,
      purposes: ['marketing'],
      source: 'whatsapp_preference',
      evidence: null,
      language: null,
      at: update.at,
    })
  } else {
    takeOutOfBin(context, contactId, 'agreed')
    noteResume(context, contactId, update.at)
  }
  judgeGroupsOf(context, contactId, notes)
}

function noteResume(context: CommandContext, contactId: string, at: number): void {
  recordConsent(context.db, context, {
    contactId,
    purpose: 'marketing',
    state: 'given',
    source: 'whatsapp_preference',
    isByPerson: true,
    recordedBy: 'whatsapp',
    at,
  })
  auditConsent(context, 'consent.given', {
    contactId,
    purposes: ['marketing'],
    source: 'whatsapp_preference',
    at,
  })
  context.changed(consentDomains)
}

/** Rules look at consent, so the groups that a person is in are judged again. */
function judgeGroupsOf(context: CommandContext, contactId: string, notes: IngestNotes): void {
  const groups = all<{ group_id: string }>(
    context.db,
    'SELECT group_id FROM participant WHERE contact_id=$contactId AND left_at IS NULL',
    { contactId },
  )
  for (const group of groups) notes.groups.add(group.group_id)
}
