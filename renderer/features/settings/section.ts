import type { Settings } from '../../../shared/domain/workspace.ts'

export interface SectionProps {
  readonly settings: Settings
}
