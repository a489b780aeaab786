import { Button, Group, List, Progress, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../ui/error-state.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { subjectLimit } from './group-fields.tsx'
import {
  importFile,
  importKindOf,
  subjectFromFileName,
  type ImportInput,
  type ImportResult,
} from './import-file.ts'
import { ImportResultView } from './import-result.tsx'

export interface ImportPanelProps {
  /** The phone group to import into; left out, a group is made. */
  readonly group?: { readonly id: string; readonly subject: string }
  readonly onClose: () => void
}

type DateOrder = 'auto' | 'dayFirst' | 'monthFirst'
const dayFirstOf = { auto: undefined, dayFirst: true, monthFirst: false } as const

/** Questions whose answers an import makes old. */
const touchedDomains = ['groups', 'members', 'rules', 'findings', 'overview', 'audit']

function useImport() {
  const queryClient = useQueryClient()
  const [share, setShare] = useState(0)
  const mutation = useMutation<ImportResult, Error, ImportInput>({
    mutationFn: (input) =>
      importFile(input, (done, total) => setShare(total === 0 ? 1 : done / total)),
    onSuccess: () => {
      for (const domain of touchedDomains) {
        void queryClient.invalidateQueries({ queryKey: [domain] })
      }
    },
  })
  return { ...mutation, share }
}

/** The chosen file, or what is wrong with it. */
function useChosenFile() {
  const { t } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const [error, setError] = useState<string | null>(null)
  const choose = (chosen: File) => {
    const isKnown = importKindOf(chosen.name) !== null
    if (!isKnown) setError(t('groups.import.wrongType'))
    else setError(chosen.size === 0 ? t('groups.import.empty') : null)
    setFile(isKnown && chosen.size > 0 ? chosen : null)
  }
  const refuseMany = () => {
    setError(t('groups.import.tooMany'))
    setFile(null)
  }
  return { file, error, choose, refuseMany, kind: file === null ? null : importKindOf(file.name) }
}

/** Brings in a phone group's chat export or member list, and says what came of it. */
export function ImportPanel({ group, onClose }: ImportPanelProps) {
  const chosen = useChosenFile()
  const [subject, setSubject] = useState('')
  const [order, setOrder] = useState<DateOrder>('auto')
  const [showErrors, setShowErrors] = useState(false)
  const run = useImport()
  const nameError = group === undefined ? nameProblem(subject.trim()) : null
  const save = () => {
    setShowErrors(true)
    const { file, kind } = chosen
    if (file === null || kind === null || nameError !== null) return
    const target = group === undefined ? { subject: subject.trim() } : { groupId: group.id }
    run.mutate({ file, kind, target, dayFirst: dayFirstOf[order] })
  }
  const choose = (file: File) => {
    run.reset()
    chosen.choose(file)
    if (subject === '') setSubject(subjectFromFileName(file.name))
  }
  if (run.data !== undefined) {
    return <ImportResultView result={run.data} isNewGroup={group === undefined} onClose={onClose} />
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Stack gap="md">
        <SourceFields group={group} chosen={chosen} onFile={choose} />
        {group === undefined ? (
          <NameField value={subject} onChange={setSubject} error={showErrors ? nameError : null} />
        ) : null}
        {chosen.kind === 'chat' ? <DateOrderField value={order} onChange={setOrder} /> : null}
        {run.error === null ? null : <ErrorState error={run.error} />}
        {run.isPending ? <Reading name={chosen.file?.name ?? ''} share={run.share} /> : null}
        <FormButtons
          isNewGroup={group === undefined}
          isBusy={run.isPending}
          isReady={chosen.file !== null}
          onClose={onClose}
        />
      </Stack>
    </form>
  )
}

interface SourceFieldsProps {
  readonly group: ImportPanelProps['group']
  readonly chosen: ReturnType<typeof useChosenFile>
  readonly onFile: (file: File) => void
}

function SourceFields({ group, chosen, onFile }: SourceFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Title order={2} pr="xl">
        {group === undefined
          ? t('groups.import.title')
          : t('groups.import.titleNewer', { subject: group.subject })}
      </Title>
      <FileDrop
        words={{
          drop: t('groups.import.drop'),
          dropNow: t('groups.import.dropNow'),
          choose: t('groups.import.choose'),
          another: t('groups.import.another'),
          chosen: (name, size) => t('groups.import.chosen', { name, size }),
        }}
        accept=".txt,.zip,.csv"
        file={chosen.file}
        onFile={onFile}
        onTooMany={chosen.refuseMany}
        error={chosen.error}
      />
      <Text size="sm" c="dimmed">
        {t('groups.import.formats')} {t('groups.import.kept')}
      </Text>
      <HowToExport />
    </>
  )
}

interface NameFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  /** Key of a text, or null. */
  readonly error: string | null
}

function NameField({ value, onChange, error }: NameFieldProps) {
  const { t } = useTranslation()
  const [isLeft, setLeft] = useState(false)
  const problem = isLeft && value.trim() !== '' ? nameProblem(value.trim()) : error
  return (
    <TextInput
      label={t('groups.import.subject')}
      description={t('groups.import.subjectHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => setLeft(true)}
      error={problem === null ? null : t(problem)}
      withAsterisk
    />
  )
}

interface FormButtonsProps {
  readonly isNewGroup: boolean
  readonly isBusy: boolean
  readonly isReady: boolean
  readonly onClose: () => void
}

function FormButtons({ isNewGroup, isBusy, isReady, onClose }: FormButtonsProps) {
  const { t } = useTranslation()
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onClose}>
        {t('groups.import.cancel')}
      </Button>
      <Button type="submit" loading={isBusy} disabled={!isReady}>
        {t(isNewGroup ? 'groups.import.save' : 'groups.import.saveNewer')}
      </Button>
    </Group>
  )
}

function nameProblem(subject: string): string | null {
  if (subject === '') return 'groups.import.subjectMissing'
  return subject.length > subjectLimit ? 'groups.import.subjectTooLong' : null
}

function HowToExport() {
  const { t } = useTranslation()
  return (
    <details>
      <summary>{t('groups.import.how')}</summary>
      <List type="ordered" size="sm" mt={6}>
        {['how1', 'how2', 'how3'].map((step) => (
          <List.Item key={step}>{t(`groups.import.${step}`)}</List.Item>
        ))}
      </List>
    </details>
  )
}

interface DateOrderFieldProps {
  readonly value: DateOrder
  readonly onChange: (value: DateOrder) => void
}

function DateOrderField({ value, onChange }: DateOrderFieldProps) {
  const { t } = useTranslation()
  return (
    <Select<DateOrder>
      label={t('groups.import.dateOrder')}
      description={t('groups.import.dateOrderHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      allowDeselect={false}
      value={value}
      onChange={(chosen) => onChange(chosen ?? 'auto')}
      data={[
        { value: 'auto', label: t('groups.import.dateAuto') },
        { value: 'dayFirst', label: t('groups.import.dateDayFirst') },
        { value: 'monthFirst', label: t('groups.import.dateMonthFirst') },
      ]}
    />
  )
}

function Reading({ name, share }: { readonly name: string; readonly share: number }) {
  const { t } = useTranslation()
  const label = share < 1 ? t('groups.import.reading', { name }) : t('groups.import.importing')
  return (
    <div role="status">
      <Text size="sm">{label}</Text>
      {share < 1 ? <Progress value={share * 100} aria-label={label} /> : null}
      <ProgressBar kind="import" />
    </div>
  )
}
