import { z } from 'zod'
import { customFieldKey } from './contacts.ts'

/** Fields of a contact that a template's variable can be filled from. */
export const bindableField = z.enum([
  'name',
  'firstName',
  'city',
  'country',
  'email',
  'externalId',
  'lastOrderAmount',
  'lastOrderDate',
])

/**
 * What a variable of a template is filled from: a fixed text, or a field of the contact with what stands
 * in its place where the contact has none. An empty `fallback` leaves such contacts out.
 */
export const variableBinding = z.discriminatedUnion('from', [
  z.object({ from: z.literal('text'), text: z.string().trim().min(1).max(1024) }),
  z.object({
    from: z.literal('field'),
    field: bindableField,
    fallback: z.string().trim().max(200).default(''),
  }),
  z.object({
    from: z.literal('custom'),
    key: customFieldKey,
    fallback: z.string().trim().max(200).default(''),
  }),
])
export type VariableBinding = z.infer<typeof variableBinding>

/** By variable as a template names them: header variables are prefixed `header:`. */
export const variableBindings = z.record(z.string().max(100), variableBinding)
export type VariableBindings = z.infer<typeof variableBindings>
