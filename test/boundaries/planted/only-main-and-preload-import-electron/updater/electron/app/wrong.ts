import updater from 'electron-updater'

export const used = updater
