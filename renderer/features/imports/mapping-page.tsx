import { Paper, Stack, Title } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportMapping, ImportOptions } from '../../../shared/domain/contact-imports.ts'
import { useCall, type useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import {
  chosenColumns,
  columnFaults,
  withColumn,
  withReading,
  type ImportRecord,
} from './column-fields.ts'
import { ColumnList } from './column-list.tsx'
import { ConsentFields } from './consent-fields.tsx'
import { ImportWarnings } from './import-warnings.tsx'
import { optionFaults, toDraft, toOptions, type OptionFaults } from './option-draft.ts'
import { OptionFields } from './option-fields.tsx'
import { PreviewTable } from './preview-table.tsx'
import { ReadingFields } from './reading-fields.tsx'
import { SavedMappings } from './saved-mappings.tsx'
import { StartBar } from './start-bar.tsx'
import { useInspection } from './use-inspection.ts'
import classes from './imports.module.css'

interface MappingPageProps {
  readonly one: ImportRecord
  readonly start: ReturnType<typeof useCommand<'imports.start'>>
}

function useMapping(one: ImportRecord) {
  const [mapping, setMapping] = useState<ImportMapping>(one.mapping)
  const [draft, setDraft] = useState(() => toDraft(one.options))
  const options = toOptions(draft)
  const inspection = useInspection(one.id, mapping, whatIsSeen(options))
  return { mapping, setMapping, draft, setDraft, options, inspection }
}

/** The part of the options that a look at the file depends on. */
function whatIsSeen(options: ImportOptions): ImportOptions {
  const consent = options.consent === null ? null : { ...options.consent, note: '' }
  return { ...options, tags: [], consent }
}

/** What is wrong by now; what is merely missing is said once the owner wants to start. */
function withoutMissing({ source: _missing, ...rest }: OptionFaults): OptionFaults {
  return rest
}

/** A file before it is taken in: what it is, what its columns are, its first rows, and how to take it. */
export function MappingPage({ one, start }: MappingPageProps) {
  const { t } = useTranslation()
  const { mapping, setMapping, draft, setDraft, options, inspection } = useMapping(one)
  const [isChecked, setChecked] = useState(false)
  const custom = useCall('customFields.list', {})
  const { data } = inspection
  const problem =
    inspection.error === null ? null : (
      <ErrorState error={inspection.error} retry={inspection.refetch} />
    )
  if (data === undefined) return problem ?? <LoadingState rows={8} />
  const columns = chosenColumns(data, mapping)
  const columnProblems = columnFaults(one.kind, columns)
  const faults = optionFaults(draft, Date.now())
  const isFaulty = columnProblems.length > 0 || Object.keys(faults).length > 0
  const effective: ImportMapping = {
    ...data.mapping,
    columns: columns.map(({ index, field }) => ({ index, field })),
  }
  const fields = custom.data?.fields ?? []
  const submit = () => {
    setChecked(true)
    if (!isFaulty && inspection.isCurrent && !start.isPending)
      start.mutate({ importId: one.id, mapping: effective, options })
  }
  return (
    <Stack gap="md">
      {problem}
      <ImportWarnings warnings={data.warnings} />
      <Section title={t('imports.reading.title')}>
        <ReadingFields
          inspection={data}
          onChange={(change) => setMapping(withReading(mapping, change))}
        />
      </Section>
      <div className={classes['halves']}>
        <Section
          title={t('imports.columns.title')}
          help={t('imports.columns.help')}
          aside={<SavedMappings kind={one.kind} mapping={effective} onUse={setMapping} />}
        >
          <ColumnList
            kind={one.kind}
            columns={columns}
            customFields={fields}
            faults={columnProblems}
            onChange={(index, field) =>
              setMapping(withColumn({ ...data, columns: [...columns] }, mapping, index, field))
            }
          />
        </Section>
        <Section title={t('imports.options.title')}>
          <OptionFields
            kind={one.kind}
            draft={draft}
            faults={faults}
            onChange={(part) => setDraft({ ...draft, ...part })}
          />
          {one.kind === 'contacts' ? (
            <ConsentFields
              draft={draft}
              faults={isChecked ? faults : withoutMissing(faults)}
              hasColumn={columns.some((column) => column.field === 'optIn')}
              onChange={(part) => setDraft({ ...draft, ...part })}
            />
          ) : null}
        </Section>
      </div>
      <Section title={t('imports.preview.title')}>
        <PreviewTable
          rows={data.rows}
          columns={columns}
          customFields={fields}
          isCurrent={inspection.isCurrent}
        />
      </Section>
      <StartBar
        one={one}
        draft={draft}
        columnFaults={columnProblems}
        customFields={fields}
        isReady={inspection.isCurrent}
        isBusy={start.isPending}
        isChecked={isChecked}
        hasOptionFaults={Object.keys(faults).length > 0}
        onStart={submit}
      />
    </Stack>
  )
}

interface SectionProps {
  readonly title: string
  readonly help?: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}

function Section({ title, help, aside, children }: SectionProps) {
  const titleId = useId()
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={titleId}>
      <div className={classes['sectionHead']}>
        <div>
          <Title order={2} id={titleId}>
            {title}
          </Title>
          {help === undefined ? null : <p className={classes['sectionHelp']}>{help}</p>}
        </div>
        {aside}
      </div>
      {children}
    </Paper>
  )
}
