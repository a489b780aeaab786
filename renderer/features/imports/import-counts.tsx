import { Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { StatTile } from '../../ui/stat-tile.tsx'
import type { ImportRecord } from './column-fields.ts'

const names = ['added', 'updated', 'unchanged', 'rejected'] as const

/** What has come of the rows so far. */
export function ImportCounts({ one }: { readonly one: ImportRecord }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Group gap="sm" align="stretch">
      {names.map((name) => (
        <StatTile
          key={name}
          label={t(`imports.column.${name}`)}
          value={format.number(one[name])}
          hint={t(`imports.countHint.${name}.${one.kind}`)}
        />
      ))}
    </Group>
  )
}
