import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

export interface FactsProps {
  readonly rows: ReadonlyArray<readonly [label: string, value: ReactNode]>
}

/** Labels and what stands for each, line by line. */
export function Facts({ rows }: FactsProps) {
  return (
    <Table variant="vertical" withRowBorders={false} verticalSpacing={4} horizontalSpacing={0}>
      <Table.Tbody>
        {rows.map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Th fw={400} w="40%" c="dimmed" bg="transparent">
              {label}
            </Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
