import type { Kernel } from '../kernel.ts'
import type { TemplateStatus } from '../model.ts'
import { seconds } from '../seconds.ts'
import { emitAccountField } from '../webhooks/updates.ts'

/** What WhatsApp does with the account, its number and its templates. */
export function accountActs(kernel: Kernel) {
  const { account } = kernel.state
  const display_phone_number = account.displayPhoneNumber.replace(/\D/g, '')
  return {
    security(event: string): void {
      emitAccountField(kernel, 'security', {
        display_phone_number,
        event,
        requester: kernel.random.digits(15),
      })
    },
    templateStatus(name: string, event: TemplateStatus, reason = 'NONE'): void {
      for (const { template, named } of requireTemplates(kernel, name)) {
        template.status = event
        template.rejectedReason = event === 'REJECTED' ? reason : undefined
        if (event === 'PAUSED') template.pause = { title: reason, at: kernel.settings.now() }
        emitAccountField(kernel, 'message_template_status_update', {
          event,
          ...named,
          ...(event === 'PAUSED' && reason !== 'NONE'
            ? { reason: 'NONE', other_info: { title: reason } }
            : { reason }),
        })
      }
    },
    templateQuality(name: string, score: string): void {
      for (const { template, named } of requireTemplates(kernel, name)) {
        emitAccountField(kernel, 'message_template_quality_update', {
          previous_quality_score: template.quality,
          new_quality_score: score,
          ...named,
        })
        template.quality = score
      }
    },
    templateCategory(name: string, category: string, isAnnounced = false): void {
      for (const { template, named } of requireTemplates(kernel, name)) {
        emitAccountField(kernel, 'template_category_update', {
          ...named,
          ...(isAnnounced
            ? {
                new_category: template.category,
                correct_category: category,
                category_update_timestamp: seconds(kernel.settings.now()) + 86_400,
              }
            : { previous_category: template.category, new_category: category }),
        })
        if (!isAnnounced) template.category = category
      }
    },
    qualityChange(rating: 'GREEN' | 'YELLOW' | 'RED'): void {
      account.qualityRating = rating
      emitAccountField(kernel, 'phone_number_quality_update', {
        display_phone_number,
        event: rating === 'GREEN' ? 'UNFLAGGED' : 'FLAGGED',
        max_daily_conversations_per_business: account.messagingLimit,
        current_limit: account.messagingLimit,
      })
    },
    expireToken(): void {
      account.tokenExpired = true
    },
    emit: (field: string, value: unknown): void => kernel.webhooks.emit(field, value),
  }
}

/** All languages of a template, with the keys by which updates name it. */
function requireTemplates(kernel: Kernel, name: string) {
  const found = [...kernel.state.templates.values()].filter((each) => each.name === name)
  if (found.length === 0) throw new Error('No such template')
  return found.map((template) => ({
    template,
    named: {
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
    },
  }))
}
