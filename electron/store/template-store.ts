import type { Template } from '../../shared/domain/announcements.ts'
import { templateStatus } from '../../shared/domain/announcements.ts'
import { AppError } from '../../shared/errors.ts'
import { variableNames, type VariablePlaces } from '../core/templates/variables.ts'
import type { WriteClock } from './contact-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'

/** Text of a template, in parts. Variables stand in it as `{{name}}` or `{{1}}`. */
export interface TemplateParts {
  readonly header: string | null
  readonly headerVariables: readonly string[]
  readonly body: string
  readonly bodyVariables: readonly string[]
  readonly footer: string | null
  readonly buttons: readonly string[]
  /** What is on top instead of a text, if anything. */
  readonly headerMedia?: VariablePlaces['headerMedia']
  /** Positions of the buttons whose address ends in a variable. */
  readonly urlButtons?: readonly number[]
}

interface TemplateRow {
  id: string
  remote_id: string
  name: string
  language: string
  category: string
  status: string
  quality: string
  parameter_format: string
  components: string
  updated_at: number
}

export interface StoredTemplate extends Template {
  readonly remoteId: string
  readonly isNamed: boolean
  readonly parts: TemplateParts
  /** Where the variables stand; `variables` has their names in the same order. */
  readonly places: VariablePlaces
}

const categories = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const
const qualities = ['GREEN', 'YELLOW', 'RED'] as const

function toTemplate(row: TemplateRow): StoredTemplate {
  const parts = JSON.parse(row.components) as TemplateParts
  const places: VariablePlaces = {
    headerMedia: parts.headerMedia ?? null,
    header: parts.headerVariables,
    body: parts.bodyVariables,
    urlButtons: parts.urlButtons ?? [],
  }
  const status = templateStatus.safeParse(row.status)
  return {
    id: row.id,
    remoteId: row.remote_id,
    isNamed: row.parameter_format === 'NAMED',
    parts,
    places,
    name: row.name,
    language: row.language,
    category: categories.find((category) => category === row.category) ?? 'UNKNOWN',
    status: status.success ? status.data : 'UNKNOWN',
    quality: qualities.find((quality) => quality === row.quality) ?? 'UNKNOWN',
    header: parts.header,
    body: parts.body,
    footer: parts.footer,
    buttons: [...parts.buttons],
    variables: variableNames(places),
    updatedAt: row.updated_at,
  }
}

export function listTemplates(db: ReadableDatabase): StoredTemplate[] {
  return all<TemplateRow>(
    db,
    `SELECT * FROM template WHERE status<>'DELETED' ORDER BY name, language`,
  ).map(toTemplate)
}

export function getTemplate(db: ReadableDatabase, templateId: string): StoredTemplate {
  const row = one<TemplateRow>(db, 'SELECT * FROM template WHERE id=$templateId', { templateId })
  if (!row)
    throw new AppError('not_found', { field: 'templateId', message: 'There is no such template.' })
  return toTemplate(row)
}

export interface SyncedTemplate {
  readonly remoteId: string
  readonly name: string
  readonly language: string
  readonly category: string
  readonly status: string
  readonly quality: string
  readonly isNamed: boolean
  readonly parts: TemplateParts
}

/** Takes over what WhatsApp lists; templates that are no longer listed count as deleted. */
export function replaceTemplates(
  db: WritableDatabase,
  clock: WriteClock,
  templates: readonly SyncedTemplate[],
): void {
  const listed = JSON.stringify(templates.map((template) => template.remoteId))
  run(
    db,
    `UPDATE template SET status='DELETED', updated_at=$now
     WHERE status<>'DELETED' AND remote_id NOT IN (SELECT value FROM json_each($listed))`,
    { listed, now: clock.now },
  )
  for (const template of templates)
    run(
      db,
      `INSERT INTO template (id, remote_id, name, language, category, status, quality, parameter_format, components, updated_at)
       VALUES ($id, $remoteId, $name, $language, $category, $status, $quality, $format, $parts, $now)
       ON CONFLICT (remote_id) DO UPDATE SET name=excluded.name, language=excluded.language, category=excluded.category,
         status=excluded.status, quality=excluded.quality, parameter_format=excluded.parameter_format,
         components=excluded.components, updated_at=excluded.updated_at`,
      {
        id: clock.newId(),
        remoteId: template.remoteId,
        name: template.name,
        language: template.language,
        category: template.category,
        status: template.status,
        quality: template.quality,
        format: template.isNamed ? 'NAMED' : 'POSITIONAL',
        parts: JSON.stringify(template.parts),
        now: clock.now,
      },
    )
}

/** Changes one field of a template told by an update; an unknown template is left to the next sync. */
export function patchTemplate(
  db: WritableDatabase,
  now: number,
  remoteId: string,
  patch: { status?: string; quality?: string; category?: string },
): boolean {
  return (
    run(
      db,
      `UPDATE template SET status=coalesce($status,status), quality=coalesce($quality,quality),
         category=coalesce($category,category), updated_at=$now WHERE remote_id=$remoteId`,
      {
        remoteId,
        now,
        status: patch.status ?? null,
        quality: patch.quality ?? null,
        category: patch.category ?? null,
      },
    ) > 0
  )
}
