import { z } from 'zod'
import * as accounts from '../domain/account.ts'
import * as announcements from '../domain/announcements.ts'
import * as audit from '../domain/audit.ts'
import { done, id, nothing, pageInput, pageOf } from '../domain/common.ts'
import * as groups from '../domain/groups.ts'
import * as members from '../domain/members.ts'
import * as overview from '../domain/overview.ts'
import * as plans from '../domain/plans.ts'
import * as reviews from '../domain/reviews.ts'
import * as rules from '../domain/rules.ts'
import * as workspace from '../domain/workspace.ts'
import { command, query } from './call.ts'
import { cleanUpCalls } from './clean-up-calls.ts'
import { consentCalls } from './consent-calls.ts'
import { contactCalls } from './contact-calls.ts'
import { importCalls } from './import-calls.ts'
import { screeningCalls } from './screening-calls.ts'
import { broadcastCalls } from './broadcast-calls.ts'
import { segmentCalls } from './segment-calls.ts'
import { templateCalls } from './template-calls.ts'

const groupId = z.object({ groupId: id })

/**
 * Every call between a host and the app: `domain.verb`, its input, its output. The one place that
 * the renderer, the hosts and the handlers agree on; shapes live in `shared/domain`.
 */
export const contract = {
  'workspace.status': query(nothing, workspace.workspaceStatus),
  'workspace.create': command(workspace.createWorkspaceInput, workspace.createdWorkspace),
  'workspace.confirmRecovery': command(workspace.confirmRecoveryInput, done),
  'workspace.unlock': command(workspace.unlockInput, workspace.workspaceStatus),
  'workspace.renewRecovery': command(nothing, workspace.createdWorkspace),
  'workspace.setPassphrase': command(workspace.setPassphraseInput, done),
  'workspace.openDemo': command(
    z.object({ language: workspace.settings.shape.language }),
    workspace.workspaceStatus,
  ),
  'workspace.closeDemo': command(nothing, workspace.workspaceStatus),
  'workspace.backup': command(nothing, workspace.backup),
  'settings.get': query(nothing, workspace.settings),
  'settings.update': command(workspace.settings.partial(), workspace.settings),

  'account.get': query(nothing, accounts.account),
  'account.connect': command(accounts.connectInput, accounts.connectOutput),
  'account.setAccessToken': command(
    z.object({ accessToken: accounts.accessToken }),
    accounts.connectOutput,
  ),
  'account.check': command(nothing, accounts.connectOutput),
  'account.disconnect': command(nothing, done),
  'sync.run': command(nothing, accounts.syncResult),
  'sync.status': query(nothing, accounts.syncStatus),
  'updates.listUnknown': query(z.object(pageInput), pageOf(accounts.unknownUpdate)),

  'groups.list': query(groups.listGroupsInput, pageOf(groups.group)),
  'groups.get': query(groupId, groups.groupDetail),
  'groups.create': command(groups.createGroupInput, groupId),
  'groups.update': command(groups.updateGroupInput, done),
  'groups.delete': command(groupId.extend({ confirmSubject: z.string() }), done),
  'groups.revealInviteLink': command(groupId, z.object({ inviteLink: z.string() })),
  'groups.resetInviteLink': command(groupId, z.object({ jobId: id })),
  'groups.activity': query(
    groupId.extend({ weeks: z.number().int().min(1).max(104).default(26) }),
    z.object({ weeks: z.array(groups.activityWeek) }),
  ),
  'joinRequests.list': query(
    z.object({ ...pageInput, groupId: id.optional() }),
    pageOf(groups.joinRequest),
  ),
  'joinRequests.approve': command(
    z.object({ joinRequestIds: z.array(id).min(1).max(1000) }),
    z.object({ jobs: z.number().int() }),
  ),
  'joinRequests.reject': command(
    z.object({ joinRequestIds: z.array(id).min(1).max(1000) }),
    z.object({ jobs: z.number().int() }),
  ),

  'members.list': query(members.listMembersInput, pageOf(members.member)),
  'members.reveal': command(
    z.object({ contactId: id }),
    z.object({ number: z.string().nullable() }),
  ),
  'members.import': command(members.importMembersInput, members.importMembersResult),
  'chatExports.import': command(members.importChatExportInput, members.chatExportResult),
  'contactLists.list': query(nothing, z.object({ lists: z.array(members.contactList) })),
  'contactLists.save': command(
    z.object({ listId: id.optional(), name: z.string().trim().min(1).max(80) }),
    members.contactList,
  ),
  'contactLists.setMembers': command(
    z.object({ listId: id, contactIds: z.array(id).min(1).max(10_000), isIn: z.boolean() }),
    members.contactList,
  ),

  'ruleSets.list': query(nothing, z.object({ ruleSets: z.array(rules.ruleSet) })),
  'ruleSets.get': query(z.object({ ruleSetId: id }), rules.ruleSet),
  'ruleSets.save': command(rules.saveRuleSetInput, rules.ruleSet),
  'ruleSets.delete': command(z.object({ ruleSetId: id }), done),
  'ruleSets.assign': command(
    z.object({ ruleSetId: id.nullable(), groupIds: z.array(id).min(1).max(10_000) }),
    z.object({ groups: z.number().int() }),
  ),
  'rules.status': query(groupId, z.object({ rules: z.array(rules.ruleStatus) })),
  'rules.confirm': command(
    groupId.extend({ rule: rules.ruleKey, note: z.string().max(500).default('') }),
    done,
  ),
  'findings.list': query(
    z.object({
      ...pageInput,
      groupId: id.optional(),
      rule: rules.ruleKey.optional(),
      state: z.enum(['open', 'closed', 'dismissed', 'all']).default('open'),
    }),
    pageOf(rules.finding),
  ),
  'findings.evaluate': command(z.object({ groupId: id.optional() }), rules.evaluateResult),
  'findings.dismiss': command(
    z.object({ findingId: id, note: z.string().max(500).default('') }),
    done,
  ),

  'plans.create': command(plans.createPlanInput, plans.createPlanOutput),
  'plans.list': query(plans.listPlansInput, pageOf(plans.plan)),
  'plans.get': query(z.object({ planId: id }), plans.planDetail),
  'plans.approve': command(plans.approvePlanInput, plans.plan),
  'plans.cancel': command(z.object({ planId: id }), plans.plan),
  'plans.tick': command(
    z.object({ actionId: id, isDone: z.boolean(), note: z.string().max(500).default('') }),
    plans.planAction,
  ),
  'jobs.list': query(
    z.object({ ...pageInput, state: plans.job.shape.state.optional() }),
    pageOf(plans.job),
  ),
  'jobs.retry': command(z.object({ jobId: id }), plans.job),
  'jobs.cancel': command(z.object({ jobId: id }), plans.job),
  'jobs.resolve': command(plans.resolveJobInput, plans.job),

  'reviews.start': command(groupId, reviews.review),
  'reviews.list': query(
    z.object({
      ...pageInput,
      groupId: id.optional(),
      state: reviews.review.shape.state.optional(),
    }),
    pageOf(reviews.review),
  ),
  'reviews.get': query(z.object({ reviewId: id }), reviews.review),
  'reviews.items': query(reviews.listReviewItemsInput, pageOf(reviews.reviewItem)),
  'reviews.decide': command(reviews.decideInput, reviews.decideOutput),
  'reviews.decideMany': command(
    reviews.decideManyInput,
    z.object({ matched: z.number().int(), summary: reviews.reviewSummary }),
  ),
  'reviews.finish': command(
    z.object({ reviewId: id }),
    z.object({ review: reviews.review, planId: id.nullable() }),
  ),
  'reviews.cancel': command(z.object({ reviewId: id }), reviews.review),

  'announcements.preview': query(
    announcements.announcementDraft,
    announcements.announcementPreview,
  ),
  'announcements.send': command(announcements.sendAnnouncementInput, announcements.announcement),
  'announcements.cancel': command(z.object({ announcementId: id }), announcements.announcement),
  'announcements.list': query(
    announcements.listAnnouncementsInput,
    pageOf(announcements.announcement),
  ),
  'announcements.get': query(z.object({ announcementId: id }), announcements.announcementDetail),
  'announcements.members': query(
    z.object({ ...pageInput, deliveryId: id }),
    pageOf(announcements.memberDelivery),
  ),
  'announcements.tick': command(z.object({ deliveryId: id }), done),

  'overview.get': query(
    z.object({ weeks: z.number().int().min(1).max(104).default(12) }),
    overview.overview,
  ),
  'audit.list': query(audit.listAuditInput, pageOf(audit.auditEntry)),
  'audit.verify': query(nothing, audit.auditVerification),
  'reports.export': command(audit.exportReportInput, audit.exportReportOutput),
  'files.stage': command(overview.stageInput, z.object({ fileId: id })),
  'files.append': command(overview.appendInput, z.object({ bytes: z.number().int() })),
  'files.read': command(overview.readInput, overview.fileChunk),
  'files.discard': command(z.object({ fileId: id }), done),
  'tasks.cancel': command(z.object({ taskId: z.string().max(100) }), done),

  ...contactCalls,
  ...importCalls,
  ...consentCalls,
  ...screeningCalls,
  ...cleanUpCalls,
  ...segmentCalls,
  ...broadcastCalls,
  ...templateCalls,
} as const

export type Contract = typeof contract
export type CallName = keyof Contract
/** What a caller passes: defaults may be left out. */
export type CallInput<N extends CallName> = z.input<Contract[N]['input']>
/** What a handler gets: parsed, defaults filled in. */
export type ParsedInput<N extends CallName> = z.output<Contract[N]['input']>
export type CallOutput<N extends CallName> = z.output<Contract[N]['output']>

/** Own-property look-up, so that `constructor` and `__proto__` are unknown names. */
export function isCallName(name: string): name is CallName {
  return Object.hasOwn(contract, name)
}
