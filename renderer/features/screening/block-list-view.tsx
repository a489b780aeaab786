import {
  Alert,
  Anchor,
  Button,
  FileButton,
  Group,
  List,
  Paper,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { stageFile } from '../../lib/files.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { callOrThrow, useCommand, useInfinitePages } from '../../lib/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import classes from './screening.module.css'

type Entry = CallOutput<'blockList.list'>['items'][number]

/** Numbers that a list which shops share warns of. */
export function BlockListView() {
  return (
    <Stack gap="lg">
      <ImportForm />
      <Entries />
    </Stack>
  )
}

function useImport() {
  const queryClient = useQueryClient()
  return useMutation<
    CallOutput<'blockList.import'>,
    Error,
    { readonly file: File; readonly source: string }
  >({
    mutationFn: async ({ file, source }) => {
      const stagedFileId = await stageFile(file)
      try {
        return await callOrThrow('blockList.import', { file: { stagedFileId }, source })
      } finally {
        await callOrThrow('files.discard', { fileId: stagedFileId }).catch(() => undefined)
      }
    },
    onSuccess: () => {
      for (const domain of ['blockList', 'screening'])
        void queryClient.invalidateQueries({ queryKey: [domain] })
    },
  })
}

function ImportForm() {
  const { t } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const [source, setSource] = useState('')
  const [isTried, setIsTried] = useState(false)
  const take = useImport()
  const isComplete = file !== null && source.trim() !== ''
  return (
    <Paper
      component="form"
      withBorder
      p="md"
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (isComplete) take.mutate({ file, source })
      }}
    >
      <Title order={2} size="h4">
        {t('screening.blockList.importTitle')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('screening.blockList.importText')}
      </Text>
      <Group align="flex-end" gap="sm">
        <TextInput
          w="18rem"
          label={t('screening.blockList.source')}
          placeholder={t('screening.blockList.sourceExample')}
          maxLength={120}
          value={source}
          error={isTried && source.trim() === '' ? t('screening.blockList.sourceMissing') : null}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <FileButton
          accept=".csv,.txt"
          onChange={setFile}
          inputProps={{ 'aria-label': t('screening.blockList.choose') }}
        >
          {(props) => (
            <Button variant="default" {...props}>
              {file === null ? t('screening.blockList.choose') : file.name}
            </Button>
          )}
        </FileButton>
        <Button type="submit" disabled={file === null} loading={take.isPending}>
          {t('screening.blockList.import')}
        </Button>
      </Group>
      {take.error === null ? null : <ErrorState error={take.error} />}
      {take.data === undefined ? null : <ImportResult result={take.data} />}
    </Paper>
  )
}

function ImportResult({ result }: { readonly result: CallOutput<'blockList.import'> }) {
  const { t } = useTranslation()
  const hidden = result.rejectedTotal - result.rejected.length
  return (
    <Alert variant="light" mt="sm" aria-live="polite">
      <Text>
        {t('screening.blockList.taken', {
          count: result.added,
          updated: result.updated,
          contacts: result.contacts,
        })}
      </Text>
      {result.rejectedTotal === 0 ? null : (
        <>
          <Text fw={500} mt="xs">
            {t('screening.blockList.notTaken', { count: result.rejectedTotal })}
          </Text>
          <List size="sm">
            {result.rejected.map((row) => (
              <List.Item key={row.line}>
                {t('screening.blockList.row', {
                  line: row.line,
                  reason: t(`screening.blockList.reason.${row.reason}`),
                })}
              </List.Item>
            ))}
          </List>
          {hidden > 0 ? (
            <Text size="sm">{t('screening.blockList.more', { count: hidden })}</Text>
          ) : null}
        </>
      )}
    </Alert>
  )
}

const keyOf = (entry: Entry) => entry.entryId
const rowHeight = () => 58

function Entries() {
  const { t } = useTranslation()
  const pages = useInfinitePages('blockList.list', {})
  if (pages.error !== null) return <ErrorState error={pages.error} retry={pages.refetch} />
  if (pages.isLoading) return <LoadingState />
  if (pages.total === 0)
    return (
      <EmptyState
        title={t('screening.blockList.emptyTitle')}
        text={t('screening.blockList.emptyText')}
      />
    )
  return (
    <section aria-labelledby="block-list">
      <Title order={2} size="h4" mb="xs" id="block-list">
        {t('screening.blockList.entries', { count: pages.total })}
      </Title>
      <VirtualList
        label={t('screening.view.blockList')}
        items={pages.items}
        itemKey={keyOf}
        estimateSize={rowHeight}
        onEndReached={pages.fetchNextPage}
        renderItem={(entry) => <EntryRow entry={entry} />}
      />
    </section>
  )
}

function EntryRow({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const remove = useCommand('blockList.remove')
  return (
    <div className={classes['entry']}>
      <div style={{ flex: '1 1 auto', minWidth: 0 }}>
        <Group gap="xs">
          <Text fw={500}>{entry.maskedNumber}</Text>
          {entry.contactId === null ? null : (
            <Anchor component={Link} to={`/screening?contactId=${entry.contactId}`} size="sm">
              {t('screening.blockList.known')}
            </Anchor>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {[
            ...(entry.reason === '' ? [] : [entry.reason]),
            t('screening.blockList.from', { source: entry.source, date: format.date(entry.at) }),
          ].join(' · ')}
        </Text>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('screening.blockList.removeThis', { number: entry.maskedNumber })}
        loading={remove.isPending}
        onClick={() => remove.mutate({ entryId: entry.entryId })}
      >
        {t('screening.blockList.remove')}
      </Button>
    </div>
  )
}
