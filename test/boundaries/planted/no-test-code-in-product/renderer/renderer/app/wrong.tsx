import { value } from '../../test/helpers/right.ts'

export const used = value
