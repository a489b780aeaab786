import type { VariableBinding, VariableBindings } from '../../../shared/domain/templates.ts'
import { fromMinorUnits } from '../contacts/minor-units.ts'

/** What is known of a contact that a template can say. */
export interface ContactFields {
  readonly name: string | null
  /** Two letters. */
  readonly country: string | null
  readonly city: string | null
  readonly email: string | null
  readonly externalId: string | null
  /** Minor units. */
  readonly lastOrderAmount: number | null
  /** Unix milliseconds. */
  readonly lastOrderAt: number | null
  readonly custom: Readonly<Record<string, string>>
}

export interface FillingOptions {
  /** All variables of the template, in order. */
  readonly variables: readonly string[]
  readonly bindings: VariableBindings
  /** The template's language, as WhatsApp writes it: en_US, zh_CN. */
  readonly language: string
  readonly timeZone: string
  /** Of the shop's orders. */
  readonly currency: string
  /** Types of the owner's own fields; one that is not here is text. */
  readonly customTypes?: ReadonlyMap<string, 'text' | 'number' | 'date' | 'flag'>
}

/** Values in the order of the variables, or the first variable that there is nothing for. */
export type Filled =
  | { readonly isFilled: true; readonly values: readonly string[] }
  | { readonly isFilled: false; readonly missing: string }

type ReadField = (contact: ContactFields) => string | null

/** Made once for a template, then run for each contact: what it needs of the language is made once. */
export function createFiller(options: FillingOptions): (contact: ContactFields) => Filled {
  const words = createWords(options)
  const readers = options.variables.map((variable): readonly [string, ReadField] => [
    variable,
    readerOf(bindingOf(options.bindings, variable), words),
  ])
  return (contact) => {
    const values: string[] = []
    for (const [variable, read] of readers) {
      const value = read(contact)
      if (value === null) return { isFilled: false, missing: variable }
      values.push(value)
    }
    return { isFilled: true, values }
  }
}

/** Fills the variables for one contact. For many, `createFiller` is quicker. */
export function fillBindings(options: FillingOptions, contact: ContactFields): Filled {
  return createFiller(options)(contact)
}

/** Variables that nothing is chosen for yet. */
export function unboundVariables(
  variables: readonly string[],
  bindings: VariableBindings,
): string[] {
  return variables.filter((variable) => bindingOf(bindings, variable) === undefined)
}

/** Own properties alone: a variable may be called like something that every object has. */
function bindingOf(bindings: VariableBindings, variable: string): VariableBinding | undefined {
  return Object.hasOwn(bindings, variable) ? bindings[variable] : undefined
}

function readerOf(binding: VariableBinding | undefined, words: Words): ReadField {
  if (binding === undefined) return () => null
  if (binding.from === 'text') {
    const text = tidyParameter(binding.text)
    return () => text
  }
  const fallback = tidyParameter(binding.fallback)
  const read = binding.from === 'field' ? words.fields[binding.field] : words.custom(binding.key)
  return (contact) => tidyParameter(read(contact) ?? '') ?? fallback
}

const longestValue = 1024

/**
 * A value as WhatsApp takes it: no line breaks, no tabs, at most four spaces in a row (Meta: 132018 and
 * 132012). Null for one that is empty.
 */
export function tidyParameter(value: string): string | null {
  // by code first: most values need nothing, and this runs for every recipient
  const tidy = /[\p{Cc}\p{Zl}\p{Zp}]|\s{2}|^\s|\s$/u.test(value)
    ? value
        .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
        .replace(/\s{2,}/gu, ' ')
        .trim()
    : value
  const short = tidy.length > longestValue ? [...tidy].slice(0, longestValue).join('') : tidy
  return short === '' ? null : short
}

/** The first name of a full one. A name without spaces, as in Chinese, is left whole. */
export function firstNameOf(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? ''
}

/** The language tag of WhatsApp's code; a code that is none gives English. */
export function tagOf(language: string): string {
  const tag = language.replace('_', '-')
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en'
  } catch {
    return 'en'
  }
}

interface Words {
  readonly fields: Readonly<Record<Extract<VariableBinding, { from: 'field' }>['field'], ReadField>>
  custom(key: string): ReadField
}

function createWords(options: FillingOptions): Words {
  const tag = tagOf(options.language)
  const money = new Intl.NumberFormat(tag, { style: 'currency', currency: options.currency })
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: options.timeZone })
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' })
  const number = new Intl.NumberFormat(tag)
  const countries = new Intl.DisplayNames([tag], { type: 'region', fallback: 'none' })
  const byType: Readonly<Record<string, (value: string) => string>> = {
    number: (value) => (Number.isFinite(Number(value)) ? number.format(Number(value)) : value),
    date: (value) => {
      const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN
      return Number.isNaN(at) ? value : day.format(at)
    },
  }
  return {
    fields: {
      name: ({ name }) => name,
      firstName: ({ name }) => (name === null ? null : firstNameOf(name)),
      city: ({ city }) => city,
      country: ({ country }) =>
        country !== null && /^[A-Z]{2}$/.test(country) ? (countries.of(country) ?? country) : null,
      email: ({ email }) => email,
      externalId: ({ externalId }) => externalId,
      lastOrderAmount: ({ lastOrderAmount }) =>
        lastOrderAmount === null
          ? null
          : money.format(fromMinorUnits(lastOrderAmount, options.currency).amount),
      lastOrderDate: ({ lastOrderAt }) => (lastOrderAt === null ? null : date.format(lastOrderAt)),
    },
    custom: (key) => {
      const write = byType[options.customTypes?.get(key) ?? 'text']
      return ({ custom }) => {
        const value = Object.hasOwn(custom, key) ? (custom[key] ?? '').trim() : ''
        if (value === '') return null
        return write ? write(value) : value
      }
    },
  }
}
