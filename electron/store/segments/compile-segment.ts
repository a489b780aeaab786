import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import { AppError } from '../../../shared/errors.ts'
import {
  isSegmentGroup,
  type SegmentCondition,
  type SegmentGroup,
  type SegmentNode,
} from '../../../shared/domain/segments.ts'
import { conditionBuilders, type OwnCondition, type Truth } from './condition-sql.ts'

/** Compiles only: what runs the text is the store's own connection. */
const compiler = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

export interface CompiledSegment {
  readonly text: string
  readonly parameters: readonly (string | number | null)[]
}

export interface CompileOptions {
  /** Unix ms that relative dates count from. */
  readonly now: number
  /** Conditions of another segment, or null where it is gone. */
  readonly segmentOf: (segmentId: string) => SegmentGroup | null
}

/**
 * Turns conditions into one parameterised statement: `before` and `after` are put around the WHERE, which
 * leaves out whoever is in the bin or anonymised.
 *
 * @throws AppError `conflict` where segments use each other in a circle.
 */
export function compileSegment(
  conditions: SegmentGroup,
  options: CompileOptions,
  around: { readonly before: Truth; readonly after: Truth },
): CompiledSegment {
  const truth = truthOf(conditions, options, [])
  const query = sql`${around.before} WHERE contact.binned_at IS NULL AND contact.anonymised_at IS NULL AND ${truth} ${around.after}`
  const { sql: text, parameters } = query.compile(compiler)
  return { text, parameters: parameters as CompiledSegment['parameters'] }
}

function truthOf(node: SegmentNode, options: CompileOptions, path: readonly string[]): Truth {
  if (!isSegmentGroup(node)) return conditionTruth(node, options, path)
  // A group in which nothing is asked yet holds for everybody.
  const joined =
    node.of.length === 0
      ? sql`1`
      : sql`(${sql.join(
          node.of.map((child) => truthOf(child, options, path)),
          node.type === 'all' ? sql` AND ` : sql` OR `,
        )})`
  return node.isNot ? sql`NOT ${joined}` : joined
}

function conditionTruth(
  condition: SegmentCondition,
  options: CompileOptions,
  path: readonly string[],
): Truth {
  if (condition.type === 'segment') return segmentTruth(condition, options, path)
  return build(condition, options.now)
}

function build<T extends OwnCondition>(condition: T, now: number): Truth {
  const builder = conditionBuilders[condition.type] as (condition: T, now: number) => Truth
  return sql`(${builder(condition, now)})`
}

function segmentTruth(
  condition: Extract<SegmentCondition, { type: 'segment' }>,
  options: CompileOptions,
  path: readonly string[],
): Truth {
  const { segmentId, operator } = condition
  if (path.includes(segmentId))
    throw new AppError('conflict', {
      field: 'conditions',
      message: 'The segments use each other in a circle. Take one of them out.',
    })
  const other = options.segmentOf(segmentId)
  // Nobody is in a segment that is gone.
  const truth = other === null ? sql`0` : truthOf(other, options, [...path, segmentId])
  return operator === 'in' ? truth : sql`NOT (${truth})`
}
