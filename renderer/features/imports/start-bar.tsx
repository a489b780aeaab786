import { Button, Group, List, Paper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { useCall } from '../../lib/use-call.ts'
import type { ColumnFault, CustomField, ImportRecord } from './column-fields.ts'
import { fieldName, sentences } from './field-words.ts'
import type { OptionDraft } from './option-draft.ts'
import type { MappingView } from './use-mapping-form.ts'
import classes from './imports.module.css'

interface StartBarProps {
  readonly one: ImportRecord
  readonly draft: OptionDraft
  readonly view: MappingView
  /** False while the preview is behind what was chosen. */
  readonly isReady: boolean
  readonly isBusy: boolean
  readonly onStart: () => void
}

/** The button that takes the file in, beside what it will do, or what still keeps it from that. */
export function StartBar(props: StartBarProps) {
  const { t } = useTranslation()
  const { one, view } = props
  const { columnFaults } = view
  const isBlocked = columnFaults.length > 0
  const label =
    one.rows === null
      ? t(`imports.start.${one.kind}File`)
      : t(`imports.start.${one.kind}`, { count: one.rows })
  return (
    <Paper className={classes['startBar']} withBorder shadow="md" p="sm">
      <Group justify="space-between" gap="md" wrap="nowrap" align="center">
        <div>
          {isBlocked ? (
            <List size="sm" c="red">
              {columnFaults.map((fault) => (
                <List.Item key={`${fault.code} ${fault.field ?? ''}`}>
                  {blockWords(t, one, fault, view.customFields)}
                </List.Item>
              ))}
            </List>
          ) : (
            <Plan one={one} draft={props.draft} />
          )}
          {view.isChecked && view.hasOptionFaults ? (
            <Text size="sm" c="red" role="alert">
              {t('imports.start.formFaults')}
            </Text>
          ) : null}
        </div>
        <Button
          size="md"
          flex="none"
          disabled={isBlocked || !props.isReady}
          loading={props.isBusy}
          onClick={props.onStart}
        >
          {label}
        </Button>
      </Group>
    </Paper>
  )
}

function blockWords(
  t: ReturnType<typeof useTranslation>['t'],
  one: ImportRecord,
  fault: ColumnFault,
  customFields: readonly CustomField[],
): string {
  if (fault.code === 'twice') {
    return t('imports.block.twice', { field: fieldName(fault.field, customFields) })
  }
  return t(`imports.block.${fault.code}.${one.kind}`)
}

/** What will happen, in a sentence for each point. */
function Plan({ one, draft }: Pick<StartBarProps, 'one' | 'draft'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const purposes = useCall('consentPurposes.list', {})
  const named = purposes.data?.purposes.find((purpose) => purpose.key === draft.purpose)
  const purpose =
    named === undefined || named.isBuiltin
      ? t(`imports.purpose.${draft.purpose}`, { defaultValue: draft.purpose })
      : named.name
  const points =
    one.kind === 'orders'
      ? [t('imports.plan.orders')]
      : [
          t(`imports.plan.${draft.onKnown}`),
          ...(draft.tags.length === 0
            ? []
            : [t('imports.plan.tags', { tags: format.list(draft.tags) })]),
          draft.hasConsent ? t('imports.plan.consent', { purpose }) : t('imports.plan.noConsent'),
        ]
  return (
    <Text size="sm" c="dimmed">
      {sentences([...points, t('imports.plan.rest')])}
    </Text>
  )
}
