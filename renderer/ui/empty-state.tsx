import { Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ReactNode } from 'react'

export interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: ReactNode
  /** What this place is for, in one line. */
  readonly text?: ReactNode
  /** The first step, as a button. */
  readonly action?: ReactNode
  /** True where nothing else is on the page: then this is its heading. */
  readonly isPage?: boolean
}

/** A list with nothing in it: what it is for and the first step. */
export function EmptyState({ icon, title, text, action, isPage = false }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center">
      {icon === undefined ? null : (
        <ThemeIcon variant="light" size={44} radius="xl" aria-hidden mb={4}>
          {icon}
        </ThemeIcon>
      )}
      <Title order={isPage ? 1 : 2} size="h3">
        {title}
      </Title>
      {text === undefined ? null : (
        <Text c="dimmed" maw="28rem" component="div">
          {text}
        </Text>
      )}
      {action === undefined ? null : <div style={{ marginTop: 8 }}>{action}</div>}
    </Stack>
  )
}
