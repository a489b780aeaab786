import { Box, Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

export interface PageHeaderProps {
  readonly title: ReactNode
  readonly subtitle?: ReactNode
  /** The page's one primary button. */
  readonly primary?: ReactNode
  /** At most three others. */
  readonly actions?: ReactNode
}

/** Title of a page, with its one primary action and at most three others. */
export function PageHeader({ title, subtitle, primary, actions }: PageHeaderProps) {
  return (
    <Group
      component="header"
      justify="space-between"
      align="flex-start"
      gap="md"
      wrap="wrap"
      mb="lg"
    >
      <Box style={{ minWidth: 0, flex: '1 1 20rem' }}>
        <Title order={1}>{title}</Title>
        {subtitle === undefined ? null : (
          <Text c="dimmed" mt={4} component="div">
            {subtitle}
          </Text>
        )}
      </Box>
      {primary === undefined && actions === undefined ? null : (
        <Group gap="xs" wrap="wrap">
          {actions}
          {primary}
        </Group>
      )}
    </Group>
  )
}
