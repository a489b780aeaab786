import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'

export type StatusTone = 'neutral' | 'good' | 'attention' | 'danger'

const colors: Record<StatusTone, string> = {
  neutral: 'gray',
  good: 'pine',
  attention: 'amber',
  danger: 'red',
}

export interface StatusBadgeProps {
  readonly tone?: StatusTone
  readonly icon?: ReactNode
  readonly children: ReactNode
}

/** A state in one word. The word carries the meaning; the tone only helps to find it. */
export function StatusBadge({ tone = 'neutral', icon, children }: StatusBadgeProps) {
  return (
    <Badge
      variant="light"
      color={colors[tone]}
      {...(icon === undefined ? {} : { leftSection: icon })}
    >
      {children}
    </Badge>
  )
}
