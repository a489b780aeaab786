import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { AppError } from '../../../shared/errors.ts'
import { describeGraphError, GraphApiError, GraphNetworkError } from '../../graph/errors.ts'
import type { GraphClient } from '../../graph/graph-client.ts'
import { broadcastRowsInState } from '../../store/broadcasts/broadcast-store.ts'
import {
  broadcastsWithStaleMedia,
  dropUnusedMedia,
  insertMediaFile,
  mediaFile,
  noteUpload,
  staleMedia,
  usesMedia,
} from '../../store/broadcasts/media-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import type { CommandContext, ProcessContext } from '../context.ts'
import { askWhatsApp } from '../templates/ask-whatsapp.ts'
import { fileKindOf } from '../templates/file-kinds.ts'
import { pauseByApp } from './pause-broadcast.ts'

/** WhatsApp keeps a file for 30 days (Meta: Media); it is uploaded again a day before. */
const keptMs = 29 * 24 * 60 * 60 * 1000

/**
 * Uploads the file that a text is to show, and keeps it, so that it can be uploaded again when it is gone.
 *
 * @throws AppError `file_format_unknown`, `file_too_large`; `invalid_input` for another kind than the
 * template shows; as `askWhatsApp` does
 */
export async function uploadMedia(
  context: ProcessContext,
  { fileId, kind }: ParsedInput<'broadcasts.uploadMedia'>,
): Promise<CallOutput<'broadcasts.uploadMedia'>> {
  const { fileName, content } = context.files.read(fileId)
  const { type, mimeType } = fileKindOf(content)
  if (type !== kind)
    throw new AppError('invalid_input', {
      field: 'fileId',
      message: 'The template shows another kind of file on top.',
    })
  const mediaId = await askWhatsApp(context, (graph) =>
    graph.uploadMedia({ fileName, mimeType, content }),
  )
  context.files.discard(fileId)
  context.transact((command) => {
    dropUnusedMedia(command.db, command.now)
    insertMediaFile(command.db, command.now, { mediaId, fileName, mimeType, content })
    command.audit({
      action: 'broadcasts.mediaUploaded',
      subjectKind: 'broadcasts',
      data: { type, bytes: content.byteLength },
    })
  })
  return { mediaId, fileName: fileName.slice(0, 255) }
}

/** Broadcasts that are being sent and show a file that WhatsApp does not have, or not for long. */
export function waitingForMedia(db: ReadableDatabase, now: number): number[] {
  return broadcastsWithStaleMedia(db, now - keptMs)
}

/** Uploads such files again; a broadcast whose file WhatsApp refuses waits for the owner. */
export async function refreshMedia(host: {
  readonly graph: GraphClient
  readonly db: ReadableDatabase
  readonly now: number
  readonly transact: <T>(work: (context: CommandContext) => T) => T
  readonly isStopped: () => boolean
}): Promise<void> {
  for (const mediaId of staleMedia(host.db, host.now - keptMs)) {
    try {
      const currentId = await host.graph.uploadMedia(mediaFile(host.db, mediaId))
      if (host.isStopped()) return
      host.transact((context) => noteUpload(context.db, mediaId, currentId, context.now))
    } catch (error) {
      if (!(error instanceof GraphApiError) && !(error instanceof GraphNetworkError)) throw error
      const told = describeGraphError(error)
      if (host.isStopped() || told.retry !== 'never' || error instanceof GraphNetworkError) return
      host.transact((context) => {
        for (const row of broadcastRowsInState(context.db, 'sending'))
          if (usesMedia(context.db, row.seq, mediaId)) pauseByApp(context, row, told.code)
      })
    }
  }
}
