import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { vaultKind, type VaultKind } from '../../shared/domain/workspace.ts'
import { AppError } from '../../shared/errors.ts'

export interface CallOptions {
  readonly list: boolean
  readonly name: string | undefined
  readonly input: unknown
  readonly dataDir: string
  readonly vault: VaultKind | undefined
  /** How long to wait for jobs to be confirmed before the process ends, in ms. */
  readonly drainMs: number
}

/** Where a workspace lives when nobody says otherwise; the same folder as the desktop app's. */
export function defaultDataDir(): string {
  if (process.platform === 'win32')
    return join(process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Groupkeeper')
  if (process.platform === 'darwin')
    return join(homedir(), 'Library', 'Application Support', 'Groupkeeper')
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'groupkeeper')
}

/** Reads the command line of `call`. Throws `invalid_input` with what to type instead. */
export function parseCallOptions(args: readonly string[]): CallOptions {
  const { values, positionals } = readArgs(args)
  const vault = values.vault === undefined ? undefined : vaultKind.safeParse(values.vault)
  if (vault && !vault.success)
    throw new AppError('invalid_input', {
      field: 'vault',
      message: 'Use --vault keychain, passphrase or memory.',
    })
  return {
    list: values.list,
    name: positionals[0],
    input: parseInput(positionals[1]),
    dataDir: values['data-dir'] ?? defaultDataDir(),
    vault: vault?.data,
    drainMs: Number(values['drain-ms']),
  }
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        list: { type: 'boolean', default: false },
        'data-dir': { type: 'string' },
        vault: { type: 'string' },
        'drain-ms': { type: 'string', default: '15000' },
      },
    })
  } catch {
    throw new AppError('invalid_input', {
      field: 'options',
      message:
        "Use: call <name> '<json>' --data-dir DIR [--vault memory|passphrase|keychain], or call --list.",
    })
  }
}

function parseInput(text: string | undefined): unknown {
  if (text === undefined) return {}
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new AppError('invalid_input', {
      field: 'input',
      message: 'The input is not valid JSON. Quote it for the shell.',
    })
  }
}
