import type { CallName } from '../../../shared/ipc/contract.ts'
import type { Handlers } from '../context.ts'
import { accountHandlers } from './account.ts'
import { announcementHandlers } from './announcements.ts'
import { auditHandlers } from './audit.ts'
import { broadcastResultHandlers } from './broadcast-results.ts'
import { broadcastSendingHandlers } from './broadcast-sending.ts'
import { broadcastPlanHandlers } from './broadcasts.ts'
import { cleanUpHandlers } from './clean-up.ts'
import { consentReceiptHandlers } from './consent-receipts.ts'
import { consentHandlers } from './consent.ts'
import { contactImportHandlers } from './contact-imports.ts'
import { contactExportHandlers } from './contact-export.ts'
import { contactSettingHandlers } from './contact-settings.ts'
import { contactHandlers } from './contacts.ts'
import { fileHandlers } from './files.ts'
import { groupHandlers } from './groups.ts'
import { importHandlers } from './imports.ts'
import { jobHandlers } from './jobs.ts'
import { joinRequestHandlers } from './join-requests.ts'
import { legalTextHandlers } from './legal-texts.ts'
import { memberHandlers } from './members.ts'
import { noticeHandlers } from './notices.ts'
import { overviewHandlers } from './overview.ts'
import { planHandlers } from './plans.ts'
import { reportHandlers } from './reports.ts'
import { reviewHandlers } from './reviews.ts'
import { ruleHandlers } from './rules.ts'
import { screeningHandlers } from './screening.ts'
import { segmentHandlers } from './segments.ts'
import { settingsHandlers } from './settings.ts'
import { tagHandlers } from './tags.ts'
import { templateChangeHandlers } from './template-changes.ts'
import { templateHandlers } from './templates.ts'
import { signupCampaignHandlers } from './signup-campaigns.ts'

/** Calls that a session answers itself, because they work on a workspace that may be closed. */
type SessionCall = Extract<CallName, `workspace.${string}`>

/** Every other call of the contract. A missing handler does not compile. */
export const handlers: Handlers<Exclude<CallName, SessionCall>> = {
  ...accountHandlers,
  ...announcementHandlers,
  ...auditHandlers,
  ...broadcastPlanHandlers,
  ...broadcastResultHandlers,
  ...broadcastSendingHandlers,
  ...cleanUpHandlers,
  ...consentHandlers,
  ...contactExportHandlers,
  ...consentReceiptHandlers,
  ...contactHandlers,
  ...contactImportHandlers,
  ...contactSettingHandlers,
  ...fileHandlers,
  ...groupHandlers,
  ...importHandlers,
  ...jobHandlers,
  ...joinRequestHandlers,
  ...legalTextHandlers,
  ...memberHandlers,
  ...noticeHandlers,
  ...overviewHandlers,
  ...planHandlers,
  ...reportHandlers,
  ...reviewHandlers,
  ...ruleHandlers,
  ...screeningHandlers,
  ...segmentHandlers,
  ...settingsHandlers,
  ...tagHandlers,
  ...templateHandlers,
  ...templateChangeHandlers,
  ...signupCampaignHandlers,
}
