import { z } from 'zod'
import { wireId, wireTimeIfReadable } from './primitives.ts'

const named = {
  message_template_id: wireId.optional(),
  message_template_name: z.string().optional(),
  message_template_language: z.string().optional(),
}

/** Field `message_template_status_update`. */
export const templateStatusValue = z.looseObject({
  ...named,
  event: z.string(),
  reason: z.string().nullish(),
  message_template_category: z.string().optional(),
  disable_info: z.looseObject({ disable_date: wireTimeIfReadable }).nullish(),
  other_info: z
    .looseObject({ title: z.string().optional(), description: z.string().optional() })
    .nullish(),
  rejection_info: z
    .looseObject({ reason: z.string().optional(), recommendation: z.string().optional() })
    .nullish(),
})
export type WireTemplateStatusValue = z.infer<typeof templateStatusValue>

/** Field `message_template_quality_update`. */
export const templateQualityValue = z.looseObject({
  ...named,
  previous_quality_score: z.string().optional(),
  new_quality_score: z.string(),
})
export type WireTemplateQualityValue = z.infer<typeof templateQualityValue>

/** Field `message_template_components_update`. */
export const templateComponentsValue = z.looseObject({
  ...named,
  message_template_element: z.string().optional(),
  message_template_title: z.string().optional(),
  message_template_footer: z.string().optional(),
  message_template_buttons: z
    .array(z.looseObject({ message_template_button_text: z.string().optional() }))
    .optional(),
})
export type WireTemplateComponentsValue = z.infer<typeof templateComponentsValue>

/**
 * Field `template_category_update`. With `correct_category` the change is announced and `new_category`
 * is still the present one; with `previous_category` it has happened.
 */
export const templateCategoryValue = z.looseObject({
  ...named,
  previous_category: z.string().optional(),
  new_category: z.string(),
  correct_category: z.string().optional(),
  category_update_timestamp: wireTimeIfReadable,
})
export type WireTemplateCategoryValue = z.infer<typeof templateCategoryValue>
