import { Button, FileButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stageFile } from '../../lib/files.ts'
import { showError } from '../../lib/notify.tsx'
import { toErrorReply, useCall, useCommand } from '../../lib/use-call.ts'
import type { BindingDraft } from './draft.ts'

interface HeaderMediaFieldProps {
  readonly templateId: string
  readonly binding: BindingDraft
  readonly error: string | null
  readonly onChange: (binding: BindingDraft) => void
}

const accepted = {
  image: 'image/jpeg,image/png',
  video: 'video/mp4',
  document: 'application/pdf',
} as const

/** What an uploaded file is called at WhatsApp is digits; all else is an address. */
const isUploaded = (text: string) => /^\d+$/.test(text)

/** What is shown on top of a message: a file of this computer, or the address of one. */
export function HeaderMediaField({ templateId, binding, error, onChange }: HeaderMediaFieldProps) {
  const { t } = useTranslation()
  const kind = useCall('templates.get', { templateId }).data?.headerMedia ?? null
  const [isStaging, setStaging] = useState(false)
  const [fileName, setFileName] = useState('')
  const upload = useCommand('broadcasts.uploadMedia', {
    onSuccess: (uploaded) => {
      setFileName(uploaded.fileName)
      onChange({ source: 'text', text: uploaded.mediaId })
    },
  })
  const take = async (file: File | null) => {
    if (file === null || kind === null) return
    setStaging(true)
    try {
      upload.mutate({ fileId: await stageFile(file), kind })
    } catch (failure) {
      showError(toErrorReply(failure))
    } finally {
      setStaging(false)
    }
  }
  const hasFile = isUploaded(binding.text)
  return (
    <Stack gap="xs">
      <TextInput
        label={t('broadcasts.message.mediaVariable')}
        {...(kind === null ? {} : { description: t(`broadcasts.message.mediaHelp_${kind}`) })}
        placeholder="https://"
        maxLength={1024}
        value={hasFile ? '' : binding.text}
        onChange={(event) => onChange({ source: 'text', text: event.currentTarget.value })}
        error={error}
      />
      <Group gap="sm">
        <FileButton
          accept={kind === null ? '' : accepted[kind]}
          onChange={(file) => void take(file)}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              disabled={kind === null}
              loading={isStaging || upload.isPending}
            >
              {t('broadcasts.message.mediaChoose')}
            </Button>
          )}
        </FileButton>
        {hasFile ? (
          <>
            <Text size="sm">{fileName === '' ? t('broadcasts.message.mediaThere') : fileName}</Text>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => onChange({ source: 'text', text: '' })}
            >
              {t('broadcasts.message.mediaRemove')}
            </Button>
          </>
        ) : null}
      </Group>
    </Stack>
  )
}
