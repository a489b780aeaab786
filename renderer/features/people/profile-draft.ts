import {
  emailAddress,
  type contactDetail,
  type customField,
} from '../../../shared/domain/contacts.ts'
import type { z } from 'zod'
import { parseBirthday, typedBirthday } from './birthday.ts'
import { hasOwnName } from './person-name.ts'

export type ContactDetail = z.infer<typeof contactDetail>
export type CustomField = z.infer<typeof customField>

/** A profile as it is typed; empty where nothing is known. */
export interface ProfileDraft {
  readonly name: string
  readonly email: string
  readonly city: string
  readonly birthday: string
  readonly language: string
  readonly externalId: string
  readonly custom: Readonly<Record<string, string>>
}

export const emptyDraft: ProfileDraft = {
  name: '',
  email: '',
  city: '',
  birthday: '',
  language: '',
  externalId: '',
  custom: {},
}

/** What is known of somebody, ready to be typed over. */
export function draftOf(contact: ContactDetail): ProfileDraft {
  return {
    name: hasOwnName(contact) ? contact.name : '',
    email: contact.email ?? '',
    city: contact.city ?? '',
    birthday: typedBirthday(contact.birthday),
    language: contact.language ?? '',
    externalId: contact.externalId ?? '',
    custom: contact.custom,
  }
}

/** Longest values the app keeps, in characters. */
export const limits = { name: 200, city: 120, externalId: 120, custom: 500 } as const

/** Whether a custom field of kind `flag` is on; files say it in many ways. */
export function isFlagOn(value: string | undefined): boolean {
  return ['true', 'yes', '1', 'x', '是'].includes((value ?? '').trim().toLowerCase())
}

function customProblem(value: string, type: CustomField['type']): string | null {
  if (value.trim() === '') return null
  if (value.length > limits.custom) return 'people.problem.tooLong'
  if (type === 'number' && !/^-?\d+([.,]\d+)?$/.test(value.trim())) return 'people.problem.number'
  if (type === 'date' && !isDay(value.trim())) return 'people.problem.date'
  return null
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && parseBirthday(text) !== null
}

/** Keys of what is wrong, by field; custom fields are `custom.<key>`. Empty when all is well. */
export function profileProblems(
  draft: ProfileDraft,
  fields: readonly CustomField[],
  isNameNeeded = true,
): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {}
  if (isNameNeeded && draft.name.trim() === '') problems['name'] = 'people.problem.nameMissing'
  for (const field of ['name', 'city', 'externalId'] as const) {
    if (draft[field].trim().length > limits[field]) problems[field] = 'people.problem.tooLong'
  }
  if (draft.email.trim() !== '' && !emailAddress.safeParse(draft.email).success)
    problems['email'] = 'people.problem.email'
  if (draft.birthday.trim() !== '' && parseBirthday(draft.birthday) === null)
    problems['birthday'] = 'people.problem.birthday'
  for (const { key, type } of fields) {
    const problem = customProblem(draft.custom[key] ?? '', type)
    if (problem !== null) problems[`custom.${key}`] = problem
  }
  return problems
}

type Values = Omit<ProfileDraft, 'custom'>

function storedValue(field: keyof Values, text: string): string | null {
  return field === 'birthday' ? parseBirthday(text) : text
}

/**
 * What is different from `before`, as the calls take it; emptied is null, an emptied custom field is sent
 * empty. What stayed is left out, so that a name that only stands in for one is never written down.
 */
export function toPatch(draft: ProfileDraft, before: ProfileDraft = emptyDraft) {
  const patch: Partial<Record<keyof Values, string | null>> = {}
  for (const field of ['name', 'email', 'city', 'birthday', 'language', 'externalId'] as const) {
    const text = draft[field].trim()
    if (text !== before[field]) patch[field] = text === '' ? null : storedValue(field, text)
  }
  const { name, ...rest } = patch
  const custom = Object.entries(draft.custom)
    .map(([key, value]) => [key, value.trim()] as const)
    .filter(([key, value]) => value !== (before.custom[key] ?? ''))
  return {
    ...rest,
    ...(typeof name === 'string' ? { name } : {}),
    ...(custom.length === 0 ? {} : { custom: Object.fromEntries(custom) }),
  }
}
