/** Everything that the main process did to the system, for a test to read. */
export interface Records {
  menu: MenuRecord[]
  notifications: { title: string; body: string }[]
  dialogs: { kind: string; message: string; buttons: string[] }[]
  openedExternally: string[]
  /** New windows that a page asked for, and what the main process said to it. */
  openings: { url: string; action: string }[]
  /** Addresses outside the page's own scheme that a page asked for. */
  foreignRequests: string[]
  windows: { options: Record<string, unknown>; isVisible: boolean }[]
  schemes: { scheme: string; privileges: Record<string, boolean> }[]
  isSandboxed: boolean
  progress: number[]
  /** When the system was kept awake, and released. */
  awake: string[]
  /** Steps of the updater, in order. */
  updates: string[]
  downloads: { fileName: string; isSaved: boolean; title: string }[]
  userData: string
}

export interface MenuRecord {
  label: string
  role: string
  id: string
  items: MenuRecord[]
}

export const records: Records = {
  menu: [],
  notifications: [],
  dialogs: [],
  openedExternally: [],
  openings: [],
  foreignRequests: [],
  windows: [],
  schemes: [],
  isSandboxed: false,
  progress: [],
  awake: [],
  updates: [],
  downloads: [],
  userData: '',
}
