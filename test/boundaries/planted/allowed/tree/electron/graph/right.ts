import { fetch } from 'undici'
import { shape } from './wire/right.ts'

export const client = [fetch, shape]
