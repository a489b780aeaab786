import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import { all, one, run, statement } from '../statement.ts'

/** A file that messages show, as it was uploaded first: `mediaId` is what stands in drafts and frozen rows. */
export interface NewMediaFile {
  readonly mediaId: string
  readonly fileName: string
  readonly mimeType: string
  readonly content: Uint8Array
}

export function insertMediaFile(db: WritableDatabase, now: number, file: NewMediaFile): void {
  statement(
    db,
    `INSERT INTO media_file (media_id, current_id, file_name, mime_type, content, uploaded_at)
     VALUES (@mediaId, @mediaId, @fileName, @mimeType, @content, @now)`,
  ).run({ ...file, now })
}

const dayMs = 24 * 60 * 60 * 1000

/** Takes files away that no draft and nothing of the last month shows; one that was just chosen stays. */
export function dropUnusedMedia(db: WritableDatabase, now: number): void {
  run(
    db,
    `DELETE FROM media_file WHERE uploaded_at<$dayAgo AND NOT EXISTS (SELECT 1 FROM broadcast
       WHERE instr(variants, '"' || media_id || '"')
         AND (state NOT IN ('finished','cancelled') OR coalesce(finished_at,0)>$monthAgo))`,
    { dayAgo: now - dayMs, monthAgo: now - 30 * dayMs },
  )
}

/** The id under which WhatsApp has the file now; null: it has to be uploaded again; undefined: no file of this app's. */
export function currentMediaId(db: ReadableDatabase, mediaId: string): string | null | undefined {
  return one<{ id: string | null }>(
    db,
    'SELECT current_id AS id FROM media_file WHERE media_id=$mediaId',
    { mediaId },
  )?.id
}

/** WhatsApp does not have it any more under the id that was shown. */
export function forgetUpload(db: WritableDatabase, mediaId: string, shown: string | null): void {
  run(db, 'UPDATE media_file SET current_id=NULL WHERE media_id=$mediaId AND current_id=$shown', {
    mediaId,
    shown,
  })
}

export function noteUpload(
  db: WritableDatabase,
  mediaId: string,
  currentId: string,
  now: number,
): void {
  run(db, 'UPDATE media_file SET current_id=$currentId, uploaded_at=$now WHERE media_id=$mediaId', {
    mediaId,
    currentId,
    now,
  })
}

const isStale = '(current_id IS NULL OR uploaded_at<$before)'
const isShown = `broadcast.state='sending' AND instr(variants, '"' || media_id || '"')`

/** Files of broadcasts that are being sent which are gone, or were uploaded before a moment (Unix ms). */
export function staleMedia(db: ReadableDatabase, before: number): string[] {
  return all<{ id: string }>(
    db,
    `SELECT media_id AS id FROM media_file WHERE ${isStale} AND EXISTS (SELECT 1 FROM broadcast WHERE ${isShown})`,
    { before },
  ).map((row) => row.id)
}

/** Broadcasts that are being sent and show a file that is gone, or was uploaded before a moment (Unix ms). */
export function broadcastsWithStaleMedia(db: ReadableDatabase, before: number): number[] {
  return all<{ seq: number }>(
    db,
    `SELECT seq FROM broadcast WHERE EXISTS (SELECT 1 FROM media_file WHERE ${isStale} AND ${isShown})`,
    { before },
  ).map((row) => row.seq)
}

/** Whether a broadcast shows the file. */
export function usesMedia(db: ReadableDatabase, broadcastSeq: number, mediaId: string): boolean {
  return (
    one(
      db,
      `SELECT 1 AS found FROM broadcast WHERE seq=$broadcastSeq AND instr(variants, '"' || $mediaId || '"')`,
      { broadcastSeq, mediaId },
    ) !== undefined
  )
}

export function mediaFile(
  db: ReadableDatabase,
  mediaId: string,
): { readonly fileName: string; readonly mimeType: string; readonly content: Uint8Array } {
  return one(
    db,
    'SELECT file_name AS fileName, mime_type AS mimeType, content FROM media_file WHERE media_id=$mediaId',
    { mediaId },
  )!
}
