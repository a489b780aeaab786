import { app as electron } from 'electron'
import { app } from '../app/right.ts'

export const main = [electron, app]
