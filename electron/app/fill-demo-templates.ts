import type { Locale } from '../../shared/domain/common.ts'
import { templateDraft } from '../../shared/domain/templates.ts'
import type { CallDemo } from './demo-call.ts'

const words = {
  en: {
    language: 'en_US',
    body: 'Hi {{first_name}}, the course in wreath making has two seats left this month.',
    footer: 'Reply STOP to leave',
    name: 'Mia',
  },
  'zh-CN': {
    language: 'zh_CN',
    body: '亲爱的 {{first_name}}，本月花环课还剩两个名额，欢迎报名。',
    footer: '回复 TD 退订',
    name: '小美',
  },
} as const

/** A draft that is ready to be handed in. What WhatsApp has already comes from the sandbox. */
export async function fillDemoTemplates(call: CallDemo, language: Locale): Promise<void> {
  const { body, footer, name, language: code } = words[language]
  const draft = templateDraft.parse({
    name: 'course_seats',
    language: code,
    category: 'MARKETING',
    body,
    footer,
    examples: { first_name: name },
  })
  await call('templates.saveDraft', { draft })
}
