import { z } from 'zod'
import conversationsFile from '../../../resources/demo-shop/conversations.json' with { type: 'json' }
import phoneGroupFile from '../../../resources/demo-shop/phone-group.json' with { type: 'json' }
import shopFile from '../../../resources/demo-shop/shop.json' with { type: 'json' }
import templatesFile from '../../../resources/demo-shop/templates.json' with { type: 'json' }

const days = z.number().min(0)
const member = z.object({ person: z.string(), joinedDaysAgo: days })

const demoPerson = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().optional(),
  userId: z.string().optional(),
  username: z.string().optional(),
  hidesPhone: z.boolean().optional(),
  /** How much they write: `gone_quiet` wrote until some 70 days ago. */
  activity: z.enum(['lively', 'normal', 'quiet', 'gone_quiet', 'never']),
  stoppedMarketingDaysAgo: days.optional(),
})
export type DemoPerson = z.infer<typeof demoPerson>

const demoGroup = z.object({
  subject: z.string(),
  description: z.string(),
  joinApprovalMode: z.enum(['approval_required', 'auto_approve']),
  createdDaysAgo: days,
  language: z.enum(['en', 'zh', 'both']),
  messagesPerWeek: z.number(),
  /** Nobody has written for this long. */
  quietDays: days,
  members: z.array(member).max(8),
  left: z.array(member.extend({ leftDaysAgo: days, by: z.enum(['participant', 'business']) })),
  joinRequests: z.array(z.object({ person: z.string(), hoursAgo: z.number() })),
  announcements: z.array(
    z.object({ daysAgo: days, text: z.string().optional(), template: z.string().optional() }),
  ),
})
export type DemoGroup = z.infer<typeof demoGroup>

const demoTemplate = z.object({
  name: z.string(),
  language: z.string(),
  category: z.string(),
  status: z.enum(['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED']),
  quality: z.string(),
  parameterFormat: z.enum(['POSITIONAL', 'NAMED']),
  components: z.array(
    z.object({
      type: z.string(),
      format: z.string().optional(),
      text: z.string().optional(),
      buttons: z.array(z.record(z.string(), z.string())).optional(),
      example: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  rejectedReason: z.string().optional(),
})

const lines = z.array(z.string()).min(1)

/** The flower shop: people and groups with their past, in days before now. */
export const demoShop = z
  .object({ people: z.array(demoPerson), groups: z.array(demoGroup) })
  .parse(shopFile)

export const demoTemplates = z
  .object({ templates: z.array(demoTemplate) })
  .parse(templatesFile).templates

/** What people say, by language. */
export const demoLines = z.object({ en: lines, zh: lines }).parse(conversationsFile)

/** The ordinary group on the owner's phone that the chat export tells of. */
export const demoPhoneGroup = z
  .object({
    subject: z.string(),
    owner: z.string(),
    ownerPhone: z.string(),
    members: z.array(z.object({ name: z.string(), phone: z.string() })),
    multiline: z.object({ en: lines, zh: lines }),
  })
  .parse(phoneGroupFile)
