import { Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportField } from '../../../shared/domain/contact-imports.ts'
import { VirtualList } from '../../ui/virtual-list.tsx'
import type { Column, ColumnFault, CustomField, ImportKind } from './column-fields.ts'
import { CreateField } from './create-field.tsx'
import { FieldSelect } from './field-select.tsx'
import { columnName, fieldName } from './field-words.ts'
import classes from './imports.module.css'

interface ColumnListProps {
  readonly kind: ImportKind
  readonly columns: readonly Column[]
  readonly customFields: readonly CustomField[]
  readonly faults: readonly ColumnFault[]
  readonly onChange: (index: number, field: ImportField) => void
}

const keyOf = (column: Column) => String(column.index)
const lineHeight = () => 58
/** More would say nothing new. */
const sampleCount = 3

/** Every column of the file with its first values, and what it is taken as. */
export function ColumnList(props: ColumnListProps) {
  const { t } = useTranslation()
  const { columns, customFields } = props
  const [newFor, setNewFor] = useState<Column | null>(null)
  const twice = new Set(
    props.faults.filter((fault) => fault.code === 'twice').map((fault) => fault.field),
  )
  return (
    <>
      <VirtualList
        label={t('imports.columns.title')}
        items={columns}
        itemKey={keyOf}
        estimateSize={lineHeight}
        maxHeight="30rem"
        renderItem={(column) => (
          <div className={classes['column']} data-ignored={column.field === 'ignore' || undefined}>
            <div style={{ minWidth: 0 }}>
              <div className={classes['columnName']}>{columnName(column)}</div>
              <div className={classes['samples']}>
                {column.samples.slice(0, sampleCount).join(' · ') || t('imports.columns.noSamples')}
              </div>
            </div>
            <div>
              <FieldSelect
                kind={props.kind}
                label={t('imports.columns.fieldOf', { column: columnName(column) })}
                value={column.field}
                customFields={customFields}
                onChange={(field) => props.onChange(column.index, field)}
                onNew={() => setNewFor(column)}
              />
              {twice.has(column.field) ? (
                <Text size="xs" c="red" mt={2}>
                  {t('imports.block.twice', { field: fieldName(column.field, customFields) })}
                </Text>
              ) : null}
            </div>
          </div>
        )}
      />
      <CreateField
        column={newFor}
        customFields={customFields}
        onClose={() => setNewFor(null)}
        onMade={(key) => {
          if (newFor !== null) props.onChange(newFor.index, `custom:${key}`)
          setNewFor(null)
        }}
      />
    </>
  )
}
