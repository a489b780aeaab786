import { Paper, Stack, Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { BrokenImport } from './broken-import.tsx'
import type { ImportRecord, Inspection } from './column-fields.ts'
import { ColumnList } from './column-list.tsx'
import { ConsentFields } from './consent-fields.tsx'
import { ImportWarnings } from './import-warnings.tsx'
import { OptionFields } from './option-fields.tsx'
import { PreviewTable } from './preview-table.tsx'
import { ReadingFields } from './reading-fields.tsx'
import { SavedMappings } from './saved-mappings.tsx'
import { StartBar } from './start-bar.tsx'
import {
  useMappingForm,
  useMappingView,
  type MappingForm,
  type MappingView,
} from './use-mapping-form.ts'
import classes from './imports.module.css'

interface MappingPageProps {
  readonly one: ImportRecord
  readonly start: ReturnType<typeof useCommand<'imports.start'>>
}

/** A file before it is taken in: what it is, what its columns are, its first rows, and how to take it. */
export function MappingPage({ one, start }: MappingPageProps) {
  const form = useMappingForm(one)
  const { data, error, refetch } = form.inspection
  if (one.state === 'receiving' && error?.reply.code === 'file_unreadable') return <BrokenImport />
  return (
    <Stack gap="md">
      {error === null ? null : <ErrorState error={error} retry={refetch} />}
      {data === undefined ? (
        error === null ? (
          <LoadingState rows={8} />
        ) : null
      ) : (
        <MappingSections one={one} form={form} seen={data} start={start} />
      )}
    </Stack>
  )
}

interface SectionsProps extends MappingPageProps {
  readonly form: MappingForm
  readonly seen: Inspection
}

function MappingSections({ one, form, seen, start }: SectionsProps) {
  const { t } = useTranslation()
  const view = useMappingView(one, form, seen)
  const submit = () => {
    view.check()
    if (view.isStartable && !start.isPending)
      start.mutate({ importId: one.id, mapping: view.effective, options: form.options })
  }
  return (
    <>
      <ImportWarnings warnings={seen.warnings} />
      <Section title={t('imports.reading.title')}>
        <ReadingFields inspection={seen} onChange={view.setReading} />
      </Section>
      <ColumnSection one={one} form={form} view={view} />
      <Section title={t('imports.preview.title')}>
        <PreviewTable
          rows={seen.rows}
          columns={view.columns}
          customFields={view.customFields}
          isLooking={form.inspection.isLooking}
        />
      </Section>
      <OptionSection one={one} form={form} view={view} />
      <StartBar
        one={one}
        draft={form.draft}
        view={view}
        isReady={form.inspection.isCurrent}
        isBusy={start.isPending}
        onStart={submit}
      />
    </>
  )
}

interface PartProps {
  readonly one: ImportRecord
  readonly form: MappingForm
  readonly view: MappingView
}

function ColumnSection({ one, form, view }: PartProps) {
  const { t } = useTranslation()
  return (
    <Section
      title={t('imports.columns.title')}
      help={t('imports.columns.help')}
      aside={<SavedMappings kind={one.kind} mapping={view.effective} onUse={form.setMapping} />}
    >
      <ColumnList
        kind={one.kind}
        columns={view.columns}
        customFields={view.customFields}
        faults={view.columnFaults}
        onChange={view.setColumn}
      />
    </Section>
  )
}

function OptionSection({ one, form, view }: PartProps) {
  const { t } = useTranslation()
  const fields = { draft: form.draft, faults: view.shownFaults, onChange: form.change }
  return (
    <Section title={t('imports.options.title')}>
      <div className={classes['halves']}>
        <OptionFields kind={one.kind} {...fields} />
        {one.kind === 'contacts' ? (
          <ConsentFields
            {...fields}
            hasColumn={view.columns.some((column) => column.field === 'optIn')}
          />
        ) : null}
      </div>
    </Section>
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
