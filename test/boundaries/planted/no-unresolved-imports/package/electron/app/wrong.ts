import { value } from 'a-package-that-is-not-installed'

export const used = value
