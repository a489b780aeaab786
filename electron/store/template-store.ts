import type { Template } from '../../shared/domain/announcements.ts'
import type { TemplateDraft } from '../../shared/domain/templates.ts'
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
  draft: string | null
  rejected_reason: string | null
  updated_at: number
}

export interface StoredTemplate extends Template {
  readonly remoteId: string
  readonly isNamed: boolean
  readonly parts: TemplateParts
  /** Where the variables stand; `variables` has their names in the same order. */
  readonly places: VariablePlaces
  /** Null for what the app cannot make. */
  readonly draft: TemplateDraft | null
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
    draft: row.draft === null ? null : (JSON.parse(row.draft) as TemplateDraft),
    rejectedReason: row.rejected_reason,
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
  readonly draft: TemplateDraft | null
  readonly rejectedReason: string | null
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
  for (const template of templates) upsertTemplate(db, clock, template)
}

/** Takes over one template as WhatsApp has it. */
export function upsertTemplate(
  db: WritableDatabase,
  clock: WriteClock,
  template: SyncedTemplate,
): void {
  run(
    db,
    `INSERT INTO template (id, remote_id, name, language, category, status, quality, parameter_format, components,
       draft, rejected_reason, updated_at)
     VALUES ($id, $remoteId, $name, $language, $category, $status, $quality, $format, $parts, $draft, $reason, $now)
     ON CONFLICT (remote_id) DO UPDATE SET name=excluded.name, language=excluded.language, category=excluded.category,
       status=excluded.status, quality=excluded.quality, parameter_format=excluded.parameter_format,
       components=excluded.components, draft=excluded.draft, rejected_reason=excluded.rejected_reason,
       updated_at=excluded.updated_at`,
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
      draft: template.draft === null ? null : JSON.stringify(template.draft),
      reason: template.rejectedReason,
      now: clock.now,
    },
  )
}

/** The template that WhatsApp knows by this id, or null. */
export function findTemplateByRemoteId(
  db: ReadableDatabase,
  remoteId: string,
): StoredTemplate | null {
  const row = one<TemplateRow>(db, 'SELECT * FROM template WHERE remote_id=$remoteId', { remoteId })
  return row ? toTemplate(row) : null
}

/** Changes one field of a template told by an update; an unknown template is left to the next sync. */
export function patchTemplate(
  db: WritableDatabase,
  now: number,
  remoteId: string,
  patch: {
    status?: string
    quality?: string
    category?: string
    rejectedReason?: string | null
  },
): boolean {
  return (
    run(
      db,
      `UPDATE template SET status=coalesce($status,status), quality=coalesce($quality,quality),
         category=coalesce($category,category),
         rejected_reason=CASE WHEN $status IS NULL THEN rejected_reason ELSE $reason END,
         updated_at=$now WHERE remote_id=$remoteId`,
      {
        remoteId,
        now,
        status: patch.status ?? null,
        quality: patch.quality ?? null,
        category: patch.category ?? null,
        reason: patch.rejectedReason ?? null,
      },
    ) > 0
  )
}
