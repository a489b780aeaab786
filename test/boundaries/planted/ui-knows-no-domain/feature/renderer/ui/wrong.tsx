import { value } from '../features/groups/right.tsx'

export const used = value
