import { fetch } from 'undici'

export const used = fetch
