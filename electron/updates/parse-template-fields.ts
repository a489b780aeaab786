import type { z } from 'zod'
import {
  templateCategoryValue,
  templateComponentsValue,
  templateQualityValue,
  templateStatusValue,
} from '../graph/wire/webhooks.ts'
import type { FieldParser } from './parse-account-fields.ts'
import type { ParsedUpdate, TemplateQuality } from './parsed-update.ts'
import {
  type ChangeContext,
  headOf,
  orNull,
  timeKey,
  unknownUpdate,
  type UpdateHead,
} from './update-context.ts'

/** Fields that tell of message templates (Meta: Template webhooks). */
export const templateFieldParsers: Readonly<Record<string, FieldParser>> = {
  message_template_status_update: templateParser(templateStatusValue, (value, head) => ({
    ...head,
    kind: 'template_status',
    event: value.event,
    reason: reasonOf(value),
    category: orNull(value.message_template_category),
  })),
  message_template_quality_update: templateParser(templateQualityValue, (value, head) => ({
    ...head,
    kind: 'template_quality',
    previous: toQuality(value.previous_quality_score),
    current: toQuality(value.new_quality_score),
  })),
  message_template_components_update: templateParser(templateComponentsValue, (value, head) => ({
    ...head,
    kind: 'template_components',
    header: orNull(value.message_template_title),
    body: orNull(value.message_template_element),
    footer: orNull(value.message_template_footer),
    buttons: (value.message_template_buttons ?? []).map(
      (button) => button.message_template_button_text ?? '',
    ),
  })),
  template_category_update: templateParser(templateCategoryValue, (value, head) => {
    const announced = orNull(value.correct_category)
    return {
      ...head,
      kind: 'template_category',
      phase: announced === null ? 'done' : 'announced',
      previous: announced === null ? orNull(value.previous_category) : value.new_category,
      category: announced ?? value.new_category,
      effectiveAt: announced === null ? null : (value.category_update_timestamp ?? null),
    }
  }),
}

/** Of a rejection why, of a pause its kind, which stands in `other_info` beside a reason of NONE. */
function reasonOf(value: z.infer<typeof templateStatusValue>): string | null {
  const told = [value.rejection_info?.reason, value.reason, value.other_info?.title]
  return told.find((word) => word && word !== 'NONE') ?? orNull(value.reason)
}

interface TemplateHead extends UpdateHead {
  readonly templateId: string
  readonly name: string | null
  readonly language: string | null
}

type NamedValue = {
  message_template_id?: string | undefined
  message_template_name?: string | undefined
  message_template_language?: string | undefined
}

function templateParser<T extends z.ZodType<NamedValue>>(
  shape: T,
  read: (value: z.infer<T>, head: TemplateHead) => ParsedUpdate,
): FieldParser {
  return (context: ChangeContext, value) => {
    const parsed = shape.safeParse(value)
    const templateId = parsed.success ? orNull(parsed.data.message_template_id) : null
    if (!parsed.success || templateId === null) return [unknownUpdate(context, value, 'shape')]
    const head = headOf(context, value, [], null)
    const key = ['template', context.field, head.raw, timeKey(context)]
    return [
      read(parsed.data, {
        ...headOf(context, value, key, null),
        templateId,
        name: orNull(parsed.data.message_template_name),
        language: orNull(parsed.data.message_template_language),
      }),
    ]
  }
}

function toQuality(word: string | undefined): TemplateQuality['current'] {
  return word === 'GREEN' || word === 'YELLOW' || word === 'RED' ? word : 'UNKNOWN'
}
