import { create } from 'zustand'
import type { Template } from '../../../shared/domain/announcements.ts'
import {
  broadcastDraft,
  type Broadcast,
  type BroadcastAudience,
  type BroadcastDraft,
  type BroadcastSettings,
} from '../../../shared/domain/broadcasts.ts'
import {
  bindableField,
  type VariableBinding,
  type VariableBindings,
} from '../../../shared/domain/templates.ts'

/** What a variable is filled from while it is edited: `text`, `field:city`, `custom:shoe_size`. */
export interface BindingDraft {
  readonly source: string | null
  /** The text itself, or what stands in place of a field that is empty. */
  readonly text: string
}

export interface VariantDraft {
  readonly templateId: string | null
  readonly share: number
  readonly bindings: Readonly<Record<string, BindingDraft>>
}

/** A broadcast while it is written; complete or not. */
export interface Draft {
  readonly name: string
  readonly purpose: string
  readonly audienceKind: BroadcastAudience['kind']
  readonly segmentId: string | null
  readonly followedId: string | null
  readonly variants: readonly VariantDraft[]
  readonly settings: BroadcastSettings
  readonly isLater: boolean
  /** Local time as `YYYY-MM-DD HH:mm:ss`, the way the date field gives it. */
  readonly sendAt: string | null
}

export const emptyVariant: VariantDraft = { templateId: null, share: 1, bindings: {} }

/** A seed of its own for every broadcast, so that not the same people are held out each time. */
function freshSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 1
}

/** Nothing written yet. */
export function newDraft(defaults: BroadcastSettings): Draft {
  return {
    name: '',
    purpose: 'marketing',
    audienceKind: 'segment',
    segmentId: null,
    followedId: null,
    variants: [emptyVariant],
    settings: { ...defaults, seed: freshSeed() },
    isLater: false,
    sendAt: null,
  }
}

function toBindingDraft(binding: VariableBinding): BindingDraft {
  switch (binding.from) {
    case 'text':
      return { source: 'text', text: binding.text }
    case 'field':
      return { source: `field:${binding.field}`, text: binding.fallback }
    case 'custom':
      return { source: `custom:${binding.key}`, text: binding.fallback }
  }
}

/** A saved broadcast as it is edited. */
export function toDraft(broadcast: Broadcast): Draft {
  const { audience } = broadcast
  return {
    name: broadcast.name,
    purpose: broadcast.purpose,
    audienceKind: audience.kind,
    segmentId: audience.kind === 'segment' ? audience.segmentId : null,
    followedId: audience.kind === 'notReached' ? audience.broadcastId : null,
    variants: broadcast.variants.map(({ templateId, share, bindings }) => ({
      templateId,
      share,
      bindings: Object.fromEntries(
        Object.entries(bindings).map(([name, binding]) => [name, toBindingDraft(binding)]),
      ),
    })),
    settings: broadcast.settings,
    isLater: false,
    sendAt: null,
  }
}

function toBinding({ source, text }: BindingDraft): VariableBinding | null {
  if (source === 'text') return text.trim() === '' ? null : { from: 'text', text: text.trim() }
  const [from, name = ''] = source?.split(':', 2) ?? []
  const field = bindableField.safeParse(name)
  if (from === 'field' && field.success)
    return { from: 'field', field: field.data, fallback: text.trim() }
  return from === 'custom' ? { from: 'custom', key: name, fallback: text.trim() } : null
}

/** What the variables of a text are filled from, as far as it is chosen. */
export function toBindings({ bindings }: VariantDraft): VariableBindings {
  return Object.fromEntries(
    Object.entries(bindings).flatMap(([name, draft]) => {
      const binding = toBinding(draft)
      return binding === null ? [] : [[name, binding] as const]
    }),
  )
}

function toAudience(draft: Draft): BroadcastAudience | null {
  switch (draft.audienceKind) {
    case 'everybody':
      return { kind: 'everybody' }
    case 'segment':
      return draft.segmentId === null ? null : { kind: 'segment', segmentId: draft.segmentId }
    case 'notReached':
      return draft.followedId === null
        ? null
        : { kind: 'notReached', broadcastId: draft.followedId }
  }
}

/** Name of a field and the text key, under `broadcasts.problem`, of what is wrong with it. */
export type DraftProblems = Readonly<Record<string, string>>

/** Variables of one text that nothing is chosen for yet, and a template that is missing. */
function variantProblems(
  variant: VariantDraft,
  index: number,
  templates: readonly Template[],
): DraftProblems {
  const template = templates.find(({ id }) => id === variant.templateId)
  if (template === undefined) return { [`template ${index}`]: 'template' }
  const missing = template.variables.filter((name) => {
    const binding = variant.bindings[name]
    return binding === undefined || toBinding(binding) === null
  })
  return Object.fromEntries(missing.map((name) => [`variable ${index} ${name}`, 'variable']))
}

/** Unix ms of the date field's value; null where none is set. */
export function sendAtOf({ isLater, sendAt }: Draft): number | null {
  return isLater && sendAt !== null ? new Date(sendAt.replace(' ', 'T')).getTime() : null
}

/** What keeps a draft from being sent, by field. Empty: nothing. */
export function problemsOf(
  draft: Draft,
  templates: readonly Template[],
  now: number,
): DraftProblems {
  const problems: Record<string, string> = {}
  if (draft.name.trim() === '') problems['name'] = 'name'
  if (toAudience(draft) === null) problems['audience'] = draft.audienceKind
  draft.variants.forEach((variant, index) =>
    Object.assign(problems, variantProblems(variant, index, templates)),
  )
  if (draft.isLater) {
    const at = sendAtOf(draft)
    if (at === null) problems['sendAt'] = 'sendAt'
    else if (at <= now) problems['sendAt'] = 'sendAtPast'
  }
  return problems
}

/** The draft as the app takes it, under a name for one that has none; null while it is not whole. */
export function toInput(
  draft: Draft,
  templates: readonly Template[],
  untitled: string,
): BroadcastDraft | null {
  const variants = draft.variants.map(({ templateId, share, bindings }) => {
    const template = templates.find(({ id }) => id === templateId)
    const filled = (template?.variables ?? []).map((name) => {
      const binding = bindings[name]
      return [name, binding === undefined ? null : toBinding(binding)]
    })
    return { templateId, share, bindings: Object.fromEntries(filled) as unknown }
  })
  const input = broadcastDraft.safeParse({
    name: draft.name.trim() === '' ? untitled : draft.name,
    purpose: draft.purpose,
    audience: toAudience(draft),
    variants,
    settings: draft.settings,
  })
  return input.success ? input.data : null
}

interface DraftStore {
  readonly drafts: Readonly<Record<string, Draft>>
  readonly keep: (key: string, draft: Draft) => void
  readonly drop: (key: string) => void
}

/** Key under which a broadcast that is not saved yet is kept. */
export const newKey = 'new'

/** Unsaved changes outlive the screen, so that a look elsewhere costs nothing. Kept in memory only. */
export const useDrafts = create<DraftStore>((set) => ({
  drafts: {},
  keep: (key, draft) => set(({ drafts }) => ({ drafts: { ...drafts, [key]: draft } })),
  drop: (key) =>
    set(({ drafts }) => {
      const rest = { ...drafts }
      delete rest[key]
      return { drafts: rest }
    }),
}))
