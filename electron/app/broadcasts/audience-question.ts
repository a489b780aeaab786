import type { BroadcastDraft } from '../../../shared/domain/broadcasts.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import { AppError } from '../../../shared/errors.ts'
import { unboundVariables } from '../../core/templates/bindings.ts'
import type { AudienceQuestion } from '../../store/broadcasts/audience-sql.ts'
import type { FrozenText } from '../../store/broadcasts/broadcast-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { readSettings } from '../../store/settings-store.ts'
import { getTemplate, type StoredTemplate } from '../../store/template-store.ts'

/** Null where it is gone. */
export function findTemplate(db: ReadableDatabase, templateId: string): StoredTemplate | null {
  try {
    return getTemplate(db, templateId)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
}

/** Templates of the variants, in order. */
export function templatesOf(
  db: ReadableDatabase,
  draft: BroadcastDraft,
): (StoredTemplate | null)[] {
  return draft.variants.map(({ templateId }) => findTemplate(db, templateId))
}

/** Whom the draft is for at a moment (Unix ms). */
export function questionOf(
  db: ReadableDatabase,
  draft: BroadcastDraft,
  at: number,
): AudienceQuestion {
  const templates = templatesOf(db, draft)
  return {
    audience: draft.audience,
    purpose: draft.purpose,
    isMarketing: templates.some((template) => template?.category === 'MARKETING'),
    bindings: draft.variants.flatMap(({ bindings }, index) =>
      (templates[index]?.variables ?? []).flatMap((variable) =>
        Object.hasOwn(bindings, variable) ? (bindings[variable] ?? []) : [],
      ),
    ),
    cap: draft.settings.cap,
    at,
    defaultCountry: readSettings(db).defaultCountry,
  }
}

/** Why a variant cannot be sent; null: it can. */
export function blockedCodeOf(
  draft: BroadcastDraft,
  index: number,
  template: StoredTemplate | null,
): ErrorCode | null {
  if (template?.status !== 'APPROVED') return 'template_not_approved'
  // A word on orders is no word on offers.
  if (template.category === 'MARKETING' && draft.purpose === 'service') return 'opt_in_missing'
  const { bindings } = draft.variants[index]!
  const isBound = unboundVariables(template.variables, bindings).length === 0
  return isBound ? null : 'template_parameters_wrong'
}

/** @throws AppError with the code of the first variant that cannot be sent. */
export function refuseBlocked(db: ReadableDatabase, draft: BroadcastDraft): FrozenText[] {
  return templatesOf(db, draft).map((template, index) => {
    const code = blockedCodeOf(draft, index, template)
    if (code !== null || template === null)
      throw new AppError(code ?? 'template_not_approved', {
        field: `variants.${index}`,
        message: 'One of the texts cannot be sent as it is. Look at what stands beside it.',
      })
    const { id, name, language, category, isNamed, variables, parts, places } = template
    return { templateId: id, name, language, category, isNamed, variables, parts, places }
  })
}
