import { homedir } from 'node:os'
import { join } from 'node:path'

/** What decides the folder: injected so that each platform's rule can be checked on any of them. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/**
 * Where a workspace lives when nobody says otherwise: the platform's folder for an application's
 * data. Every host uses this one, so that the window and the browser open the same workspace.
 */
export function defaultDataDir(machine: Machine = thisMachine()): string {
  const { platform, env, home } = machine
  if (platform === 'win32')
    return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Groupkeeper')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Groupkeeper')
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'groupkeeper')
}

function thisMachine(): Machine {
  return { platform: process.platform, env: process.env, home: homedir() }
}
