import type { VariableBinding, VariableBindings } from '../../../shared/domain/templates.ts'

/** What a contact can put into a text. */
export interface BoundContact {
  readonly name: string
  readonly city: string | null
  readonly country: string | null
  readonly email: string | null
  readonly externalId: string | null
  /** In words, such as 12.50 USD. */
  readonly lastOrderAmount: string | null
  readonly lastOrderDate: string | null
  readonly custom: Readonly<Record<string, string>>
}

/** Values of a template's variables in their order, or null where one has neither a value nor a fallback. */
export function fillParameters(
  variables: readonly string[],
  bindings: VariableBindings,
  contact: BoundContact,
): string[] | null {
  const values = variables.map((variable) => valueOf(bindings[variable], contact))
  return values.includes('') ? null : values
}

function valueOf(binding: VariableBinding | undefined, contact: BoundContact): string {
  if (binding === undefined) return ''
  if (binding.from === 'text') return binding.text
  const own =
    binding.from === 'custom' ? contact.custom[binding.key] : fieldOf(binding.field, contact)
  return (own ?? '').trim() || binding.fallback
}

function fieldOf(
  field: Extract<VariableBinding, { from: 'field' }>['field'],
  contact: BoundContact,
): string | null {
  return field === 'firstName' ? (contact.name.trim().split(/\s+/)[0] ?? '') : contact[field]
}
