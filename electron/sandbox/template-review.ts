import type { Kernel } from './kernel.ts'
import type { Template } from './model.ts'
import { emitAccountField } from './webhooks/updates.ts'

/** A name with this in it is turned down, so that a test and a curious owner can see it happen. */
const refusedName = /refused|rejected/
const selling = /\b(discount|sale|offer|coupon|% off)\b|优惠|折扣|促销|\d\s*折/iu

/**
 * The review: a moment later a template is approved or rejected, and an update says so. A utility template that
 * sells is taken as marketing at once, as Meta does.
 */
export function reviewTemplate(kernel: Kernel, template: Template): void {
  const text = template.components.map((each) => each.text ?? '').join('\n')
  if (template.category === 'UTILITY' && selling.test(text)) template.category = 'MARKETING'
  kernel.scheduler.after(kernel.settings.operationDelayMs, () => {
    if (template.status !== 'PENDING' || !kernel.state.templates.has(template.id)) return
    const isRefused = refusedName.test(template.name)
    template.status = isRefused ? 'REJECTED' : 'APPROVED'
    template.rejectedReason = isRefused ? 'TAG_CONTENT_MISMATCH' : undefined
    emitAccountField(kernel, 'message_template_status_update', {
      event: template.status,
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
      message_template_category: template.category,
      reason: template.rejectedReason ?? 'NONE',
    })
  })
}
