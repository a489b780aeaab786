import { ipcRenderer } from 'electron'

export const used = ipcRenderer
