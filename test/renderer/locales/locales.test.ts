// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { errorCode } from '../../../shared/errors.ts'
import { resources } from '../../../renderer/locales/index.ts'

type Tree = { readonly [key: string]: string | Tree }

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[prefix + key, value] as const]
        : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}

const english = flatten(resources.en.translation)
const chinese = flatten(resources['zh-CN'].translation)

/** Key without its plural form. */
function base(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '')
}

const englishBases = new Set([...english.keys()].map(base))
const chineseBases = new Set([...chinese.keys()].map(base))

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(join(folder, entry.name))
      : /\.tsx?$/.test(entry.name)
        ? [join(folder, entry.name)]
        : [],
  )
}

const rendererFolder = join(import.meta.dirname, '../../../renderer')
const code = sources(rendererFolder)
  .filter((path) => !path.includes('/locales/'))
  .map((path) => ({ path: path.slice(rendererFolder.length), text: readFileSync(path, 'utf8') }))

/** Keys that stand as whole strings in the code, as argument of `t(`. */
function literalKeys(text: string): string[] {
  return [...text.matchAll(/\bt\(\s*'([\w-]+(?:\.[\w-]+)+)'/g)].map((match) => match[1] ?? '')
}

/** Fixed beginnings of keys that are put together: "settings.account." */
function keyBeginnings(text: string): string[] {
  return [...text.matchAll(/\bt\(\s*`([\w-]+\.[\w.-]*)\$\{/g)].map((match) => match[1] ?? '')
}

function blanks(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([\w]+)/g)].map((match) => match[1] ?? ''))].sort()
}

describe('texts', () => {
  it('has the same keys in both languages', () => {
    expect([...englishBases].filter((key) => !chineseBases.has(key))).toEqual([])
    expect([...chineseBases].filter((key) => !englishBases.has(key))).toEqual([])
  })

  it('has the plural forms that each language needs', () => {
    const plural = [...english.keys()].filter((key) => /_one$/.test(key)).map(base)
    expect(plural.filter((key) => !english.has(`${key}_other`))).toEqual([])
    expect(plural.filter((key) => !chinese.has(`${key}_other`) && !chinese.has(key))).toEqual([])
    expect([...chinese.keys()].filter((key) => /_(one|two|few|many)$/.test(key))).toEqual([])
  })

  it('fills in the same blanks in both languages', () => {
    const different = [...chinese].filter(([key, text]) => {
      const other = english.get(key) ?? english.get(`${base(key)}_other`)
      // The count may stand in words in one language and in digits in the other.
      const names = (value: string) => blanks(value).filter((name) => name !== 'count')
      return other !== undefined && names(other).join() !== names(text).join()
    })
    expect(different.map(([key]) => key)).toEqual([])
  })

  it('has no empty text', () => {
    expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('has a text for every key that the code names', () => {
    const missing = code.flatMap(({ path, text }) =>
      literalKeys(text)
        .filter((key) => !englishBases.has(key))
        .map((key) => `${path}: ${key}`),
    )
    expect(missing).toEqual([])
  })

  it('has texts under every beginning that the code completes', () => {
    const keys = [...englishBases]
    const missing = code.flatMap(({ path, text }) =>
      keyBeginnings(text)
        .filter((beginning) => !keys.some((key) => key.startsWith(beginning)))
        .map((beginning) => `${path}: ${beginning}`),
    )
    expect(missing).toEqual([])
  })

  it('has three parts for every error code', () => {
    const parts = errorCode.options.flatMap((name) =>
      ['title', 'meaning', 'action'].map((part) => `errors.${name}.${part}`),
    )
    expect(parts.filter((key) => !englishBases.has(key))).toEqual([])
  })
})
