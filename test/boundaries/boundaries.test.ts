import { cruise } from 'dependency-cruiser'
import type { ICruiseOptions, ICruiseResult, IFlattenedRuleSet } from 'dependency-cruiser'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const projectDir = resolve(import.meta.dirname, '../..')
const plantedDir = join(import.meta.dirname, 'planted')
const sources = ['electron', 'renderer', 'shared']

interface Configuration {
  readonly forbidden: readonly { readonly name: string }[]
  readonly options: ICruiseOptions & { enhancedResolveOptions: object }
}

const configuration = createRequire(import.meta.url)(
  '../../.dependency-cruiser.cjs',
) as Configuration

/** Applies every rule to the tree at `baseDir`, as if that were the project. */
async function look(baseDir: string, folders: readonly string[]): Promise<ICruiseResult> {
  const { enhancedResolveOptions, ...options } = configuration.options
  const { output } = await cruise(
    [...folders],
    {
      ...options,
      tsConfig: undefined,
      baseDir,
      validate: true,
      ruleSet: { forbidden: configuration.forbidden } as IFlattenedRuleSet,
    },
    enhancedResolveOptions,
  )
  return output as ICruiseResult
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
}

const plants = foldersIn(plantedDir)
  .filter((rule) => rule !== 'core-compiles-alone' && rule !== 'allowed')
  .flatMap((rule) => foldersIn(join(plantedDir, rule)).map((plant) => [rule, plant] as const))

describe('dependency rules', () => {
  it('each have a planted violation', () => {
    const planted = new Set(plants.map(([rule]) => rule))
    expect([...planted].sort()).toEqual(configuration.forbidden.map(({ name }) => name).sort())
  })

  it.each(plants)('%s reports the planted %s, and no other rule does', async (rule, plant) => {
    const root = join(plantedDir, rule, plant)
    const { summary } = await look(root, foldersIn(root))
    expect([...new Set(summary.violations.map((violation) => violation.rule.name))]).toEqual([rule])
  })

  it('let a tree pass that keeps to them', async () => {
    const root = join(plantedDir, 'allowed', 'tree')
    const { summary } = await look(root, foldersIn(root))
    expect(summary.violations).toEqual([])
    expect(summary.totalCruised).toBeGreaterThanOrEqual(12)
  })
})

describe('the project', () => {
  it('keeps every rule, and every source file was looked at', async () => {
    const { modules, summary } = await look(projectDir, sources)
    const seen = new Set(modules.map((module) => module.source))
    expect(sourceFiles().filter((file) => !seen.has(file))).toEqual([])
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual(
      [],
    )
  }, 120_000)
})

function sourceFiles(): string[] {
  return sources.flatMap((folder) =>
    readdirSync(join(projectDir, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(projectDir, join(entry.parentPath, entry.name))),
  )
}
