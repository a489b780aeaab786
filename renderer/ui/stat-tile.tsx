import { Paper, Text } from '@mantine/core'
import type { ReactNode } from 'react'

export interface StatTileProps {
  readonly label: ReactNode
  readonly value: ReactNode
  /** What the number counts, or its date. */
  readonly hint?: ReactNode
}

/** One number with its name. */
export function StatTile({ label, value, hint }: StatTileProps) {
  return (
    <Paper withBorder p="sm" miw={120}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="xl" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {value}
      </Text>
      {hint === undefined ? null : (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      )}
    </Paper>
  )
}
