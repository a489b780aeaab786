import { ui } from '../../ui/right.tsx'

export const feature = ui
