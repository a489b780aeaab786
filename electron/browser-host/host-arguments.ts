import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { AppError } from '../../shared/errors.ts'
import { defaultDataDir } from '../page-host/data-dir.ts'

export interface HostArguments {
  readonly dataDir: string
  /** 0 lets the system choose. */
  readonly port: number
  /** Stay with the browser even where Electron is there. */
  readonly browserOnly: boolean
}

/**
 * Reads `--data-dir`, `--port` and `--browser`.
 * @throws AppError `invalid_input` with the option's name as field.
 */
export function readHostArguments(argv: readonly string[]): HostArguments {
  const { values } = parse(argv)
  const port = values.port ?? '0'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw refusal('port', '--port takes a number from 0 to 65535.')
  }
  const dataDir = values['data-dir']
  if (dataDir === '') throw refusal('data-dir', '--data-dir takes the path of a folder.')
  return {
    dataDir: dataDir === undefined ? defaultDataDir() : resolve(dataDir),
    port: Number(port),
    browserOnly: values.browser ?? false,
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        'data-dir': { type: 'string' },
        port: { type: 'string' },
        browser: { type: 'boolean' },
      },
    })
  } catch {
    // The library's text repeats what was typed; the list of what is taken helps more.
    throw refusal('arguments', 'Options are --data-dir DIR, --port N and --browser.')
  }
}

function refusal(field: string, message: string): AppError {
  return new AppError('invalid_input', { field, message })
}
