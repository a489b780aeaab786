import { Button, Group, Progress, Radio, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { navigate } from '../../lib/router.ts'
import { toErrorReply } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import type { ImportKind } from './column-fields.ts'
import { sentences } from './field-words.ts'
import { NeverDone } from './never-done.tsx'
import { sendImport, type SentImport } from './send-import.ts'
import { inspectionKey } from './use-inspection.ts'

const accepted = '.csv,.tsv,.txt,.xlsx,.vcf,.zip'

interface SendInput {
  readonly kind: ImportKind
  readonly file: File
}

function useSending() {
  const queryClient = useQueryClient()
  const [doneBytes, setDoneBytes] = useState(0)
  const stop = useRef<AbortController | null>(null)
  const mutation = useMutation<SentImport, Error, SendInput>({
    mutationFn: ({ kind, file }) => {
      setDoneBytes(0)
      stop.current = new AbortController()
      return sendImport(kind, file, { onProgress: setDoneBytes, signal: stop.current.signal })
    },
    onSuccess: ({ importId, inspection }) => {
      queryClient.setQueryData(inspectionKey(importId, {}, null), inspection)
      navigate(`/imports/${importId}`)
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['imports'] }),
  })
  const isCancelled = mutation.error !== null && toErrorReply(mutation.error).code === 'cancelled'
  return {
    send: mutation.mutate,
    reset: mutation.reset,
    isPending: mutation.isPending,
    error: isCancelled ? null : mutation.error,
    doneBytes,
    cancel: () => stop.current?.abort(),
  }
}

/** Chooses what a file holds and the file, and brings it in to be looked at; nothing is imported yet. */
export function NewImport({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<ImportKind>('contacts')
  const [file, setFile] = useState<File | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const sending = useSending()
  const choose = (chosen: File | null, problem: string | null) => {
    sending.reset()
    setFile(chosen)
    setFault(problem)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (file !== null && !sending.isPending) sending.send({ kind, file })
      }}
    >
      <Stack gap="md">
        <Title order={2} pr="xl">
          {t('imports.new.title')}
        </Title>
        <KindField value={kind} onChange={setKind} isDisabled={sending.isPending} />
        <FileDrop
          words={{
            drop: t('imports.new.drop'),
            dropNow: t('imports.new.dropNow'),
            choose: t('imports.new.choose'),
            another: t('imports.new.another'),
            chosen: (name, size) => t('imports.new.chosen', { name, size }),
          }}
          accept={accepted}
          file={file}
          onFile={(chosen) =>
            chosen.size === 0 ? choose(null, t('imports.new.empty')) : choose(chosen, null)
          }
          onTooMany={() => choose(null, t('imports.new.tooMany'))}
          error={fault}
        />
        <Text size="sm" c="dimmed">
          {sentences([t(`imports.new.formats.${kind}`), t('imports.new.kept')])}
        </Text>
        {sending.error === null ? null : <ErrorState error={sending.error} />}
        {sending.isPending && file !== null ? (
          <Sending file={file} doneBytes={sending.doneBytes} />
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={sending.isPending ? sending.cancel : onClose}>
            {t(sending.isPending ? 'imports.new.stop' : 'common.cancel')}
          </Button>
          <Button type="submit" loading={sending.isPending} disabled={file === null}>
            {t('imports.new.next')}
          </Button>
        </Group>
        <NeverDone />
      </Stack>
    </form>
  )
}

interface KindFieldProps {
  readonly value: ImportKind
  readonly onChange: (kind: ImportKind) => void
  readonly isDisabled: boolean
}

function KindField({ value, onChange, isDisabled }: KindFieldProps) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      label={t('imports.new.kind')}
      value={value}
      onChange={(chosen) => onChange(chosen === 'orders' ? 'orders' : 'contacts')}
    >
      <Stack gap="xs" mt={4}>
        {(['contacts', 'orders'] as const).map((kind) => (
          <Radio
            key={kind}
            value={kind}
            disabled={isDisabled}
            label={t(`imports.kind.${kind}`)}
            description={t(`imports.new.kindHelp.${kind}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}

function Sending({ file, doneBytes }: { readonly file: File; readonly doneBytes: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const isWhole = doneBytes >= file.size
  const label = isWhole
    ? t('imports.new.looking')
    : t('imports.new.sending', {
        done: format.bytes(doneBytes),
        total: format.bytes(file.size),
      })
  return (
    <div role="status">
      <Text size="sm" mb={4}>
        {label}
      </Text>
      <Progress value={(doneBytes / file.size) * 100} aria-label={label} animated={isWhole} />
    </div>
  )
}
