import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const coreDir = fileURLToPath(new URL('../../electron/core', import.meta.url))
const plantedDir = join(import.meta.dirname, 'planted', 'core-compiles-alone')

/** Options and files of core's own tsconfig: the language's library and no host's types. */
function coreProject(): ts.ParsedCommandLine {
  const file = join(coreDir, 'tsconfig.json')
  const { config } = ts.readConfigFile(file, (path) => readFileSync(path, 'utf8'))
  return ts.parseJsonConfigFileContent(config, ts.sys, coreDir, undefined, file)
}

function errorsIn(files: readonly string[]): string[] {
  const program = ts.createProgram([...files], coreProject().options)
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    )
}

describe('core', () => {
  it('compiles with no host types', () => {
    const { fileNames, options } = coreProject()
    expect(options.types).toEqual([])
    expect(fileNames.length).toBeGreaterThan(0)
    expect(errorsIn(fileNames)).toEqual([])
  }, 120_000)

  it.each(readdirSync(plantedDir))('does not compile with a planted use of %s', (plant) => {
    const errors = errorsIn([join(plantedDir, plant, 'wrong.ts')])
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatch(/Cannot find (name|module)/)
  })
})
