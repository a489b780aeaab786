import { Button, FileButton, Stack, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useState, type DragEvent } from 'react'
import { useFormat } from '../lib/format.ts'
import classes from './ui.module.css'

export interface FileDropWords {
  /** What may be dropped here. */
  readonly drop: string
  /** Shown while a file is over the place. */
  readonly dropNow: string
  readonly choose: string
  readonly another: string
  /** Names the chosen file. */
  readonly chosen: (name: string, size: string) => string
}

export interface FileDropProps {
  readonly words: FileDropWords
  /** Endings offered first in the file chooser: `.csv,.xlsx`. */
  readonly accept: string
  readonly file: File | null
  readonly onFile: (file: File) => void
  /** Called with several files at once, of which none is taken. */
  readonly onTooMany: () => void
  readonly error: string | null
}

/** A place to drop one file, with a button that opens the file chooser. */
export function FileDrop({ words, accept, file, onFile, onTooMany, error }: FileDropProps) {
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
  const open = isOver ? words.dropNow : words.drop
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
        <Text fw={500} ta="center" style={{ overflowWrap: 'anywhere' }}>
          {file === null ? open : words.chosen(file.name, format.bytes(file.size))}
        </Text>
        <FileButton
          accept={accept}
          onChange={(chosen) => {
            if (chosen !== null) onFile(chosen)
          }}
          inputProps={{ 'aria-label': words.choose }}
        >
          {(props) => (
            <Button variant="default" {...props}>
              {file === null ? words.choose : words.another}
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
