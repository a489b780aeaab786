import { z } from 'zod'
import { explanation, id, timestampMs } from './common.ts'
import { country, tagName } from './contacts.ts'

export const importKind = z.enum(['contacts', 'orders'])
export const importFormat = z.enum(['csv', 'xlsx', 'vcard', 'chat'])
/**
 * `receiving`: the file is on its way in. `ready`: whole, to be looked at and started. `stopped`: by the
 * owner, or a file that could not be read on; it can be taken up again.
 */
export const importState = z.enum([
  'receiving',
  'ready',
  'running',
  'stopped',
  'finished',
  'failed',
  'undone',
])

const ownField = z.string().regex(/^custom:[a-z][a-z0-9_]{0,39}$/)
/** What a column of a file is. `custom:<key>` is a field of the owner's own. */
export const importField = z.union([
  z.enum([
    'ignore',
    'number',
    'name',
    'firstName',
    'lastName',
    'username',
    'email',
    'city',
    'birthday',
    'language',
    'externalId',
    'tags',
    'note',
    'optIn',
    'optInAt',
    'optInSource',
    'orderNo',
    'orderAt',
    'amount',
    'currency',
    'items',
  ]),
  ownField,
])
export type ImportField = z.infer<typeof importField>

/** How a file is read. What is left out is worked out from the file. */
export const importMapping = z.object({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252']).optional(),
  separator: z.enum([',', ';', '\t']).optional(),
  /** Name of the sheet, in a workbook. */
  sheet: z.string().max(100).optional(),
  hasHeading: z.boolean().optional(),
  /** Day before month in dates such as 5/3/2026. */
  dayFirst: z.boolean().optional(),
  columns: z
    .array(z.object({ index: z.number().int().min(0).max(999), field: importField }))
    .max(1000)
    .optional(),
})
export type ImportMapping = z.infer<typeof importMapping>

export const importOptions = z.object({
  /** Numbers without a country code are read as from here; left out, the workspace's. */
  defaultCountry: country.optional(),
  /** Given to every contact of the file. */
  tags: z.array(tagName).max(20).default([]),
  /** What is known contacts' own: `fill` writes only what is empty, `overwrite` what the file has. */
  onKnown: z.enum(['fill', 'overwrite']).default('fill'),
  /**
   * Consent of every row, where no column tells. Null: none is recorded. The shop vouches for it, so its
   * source has to be said.
   */
  consent: z
    .object({
      purpose: z.string().max(40).default('marketing'),
      source: z.enum(['spoken', 'chat', 'form', 'shop_visit', 'other']),
      legalTextId: id.optional(),
      at: timestampMs.optional(),
      note: z.string().max(500).default(''),
    })
    .nullable()
    .default(null),
})
export type ImportOptions = z.infer<typeof importOptions>

/** Why a row, or a cell of it, is not taken in; `imports.problem.<code>` in words. */
export const importProblem = z.enum([
  'number_missing',
  'number_invalid',
  'number_short',
  'number_landline',
  'name_missing',
  'nothing_to_know_by',
  'duplicate_in_file',
  'email_invalid',
  'birthday_invalid',
  'date_invalid',
  'amount_invalid',
  'currency_invalid',
  'flag_invalid',
  'customer_unknown',
  'order_missing',
  'too_long',
  'row_broken',
  'known_by_two',
])
export type ImportProblem = z.infer<typeof importProblem>

export const contactImport = z.object({
  id,
  kind: importKind,
  state: importState,
  fileName: z.string(),
  bytes: z.number().int(),
  format: importFormat.nullable(),
  mapping: importMapping,
  options: importOptions,
  /** Rows settled so far, of how many; null while that is not known. */
  position: z.number().int(),
  rows: z.number().int().nullable(),
  added: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  rejected: z.number().int(),
  /** Landlines among the numbers taken in: WhatsApp Business can answer on one. */
  landlines: z.number().int().optional(),
  errorCode: z.string().nullable(),
  createdBy: z.string(),
  createdAt: timestampMs,
  finishedAt: timestampMs.nullable(),
  undoneAt: timestampMs.nullable(),
})
export type ContactImport = z.infer<typeof contactImport>

/** What a look at the head of the file shows, before anything is taken in. */
export const importInspection = z.object({
  format: importFormat,
  /** The mapping as it would be used: what was given, and the rest as guessed. */
  mapping: importMapping,
  sheets: z.array(z.string()),
  columns: z.array(
    z.object({
      index: z.number().int(),
      title: z.string(),
      field: importField,
      samples: z.array(z.string()),
    }),
  ),
  /** At most 50 rows; numbers as in the file, since the owner chose it. */
  rows: z.array(
    z.object({
      line: z.number().int(),
      cells: z.array(z.string()),
      problems: z.array(z.object({ column: z.number().int().nullable(), reason: importProblem })),
      /** In the store already, by its number or the shop's own key. */
      isKnown: z.boolean(),
    }),
  ),
  /** What the owner should know before it starts, such as signs of a bought list. */
  warnings: z.array(explanation),
})

export const importRejection = z.object({
  line: z.number().int(),
  column: z.string().nullable(),
  reason: importProblem,
  cell: z.string(),
})

/** What was undone, and who stays because something else holds on to them by now. */
export const undoneImport = z.object({
  import: contactImport,
  removed: z.number().int(),
  restored: z.number().int(),
  kept: z.array(
    z.object({
      contactId: id,
      name: z.string(),
      because: z.enum([
        'wrote',
        'in_group',
        'consent',
        'orders',
        'note',
        'message',
        'edited',
        'other_import',
      ]),
    }),
  ),
  keptTotal: z.number().int(),
})

export const savedMapping = z.object({
  id,
  name: z.string(),
  kind: importKind,
  mapping: importMapping,
})
