import type { App } from 'electron'

export type Used = App
