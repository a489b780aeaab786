import { Table, Title } from '@mantine/core'
import { useId } from 'react'
import { useFormat } from '../../lib/format.ts'

export interface CountTableProps {
  readonly title: string
  readonly lines: ReadonlyArray<{
    readonly key: string
    readonly label: string
    readonly contacts: number
  }>
}

/** A few reasons, each with how many contacts it holds for. */
export function CountTable({ title, lines }: CountTableProps) {
  const format = useFormat()
  const titleId = useId()
  return (
    <div>
      <Title order={3} size="h5" id={titleId} mb={4}>
        {title}
      </Title>
      <Table withRowBorders={false} verticalSpacing={2} aria-labelledby={titleId}>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.key}>
              <Table.Th scope="row" fw={400}>
                {line.label}
              </Table.Th>
              <Table.Td ta="end" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {format.number(line.contacts)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
