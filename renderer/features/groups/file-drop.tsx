import { Button, FileButton, Stack, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import classes from './groups.module.css'

export interface FileDropProps {
  readonly file: File | null
  readonly onFile: (file: File) => void
  /** Called with several files at once, of which none is taken. */
  readonly onTooMany: () => void
  readonly error: string | null
}

/** A place to drop one file, with a button that opens the file chooser. */
export function FileDrop({ file, onFile, onTooMany, error }: FileDropProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [isOver, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const files = [...event.dataTransfer.files]
    const [first] = files
    if (files.length > 1) onTooMany()
    else if (first !== undefined) onFile(first)
  }
  return (
    <div>
      <Stack
        className={classes['drop']}
        data-over={isOver || undefined}
        align="center"
        gap="xs"
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileImport size={26} aria-hidden />
        <Text fw={500} ta="center">
          {file === null
            ? t(isOver ? 'groups.import.dropNow' : 'groups.import.drop')
            : t('groups.import.chosen', { name: file.name, size: format.bytes(file.size) })}
        </Text>
        <FileButton
          accept=".txt,.zip,.csv"
          onChange={(chosen) => {
            if (chosen !== null) onFile(chosen)
          }}
          inputProps={{ 'aria-label': t('groups.import.choose') }}
        >
          {(props) => (
            <Button variant="default" {...props}>
              {t(file === null ? 'groups.import.choose' : 'groups.import.another')}
            </Button>
          )}
        </FileButton>
      </Stack>
      {error === null ? null : (
        <Text c="red" size="sm" mt={6} role="alert">
          {error}
        </Text>
      )}
    </div>
  )
}
