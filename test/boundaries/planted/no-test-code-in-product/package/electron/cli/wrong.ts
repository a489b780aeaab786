import { property } from 'fast-check'

export const used = property
