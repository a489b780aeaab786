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
import { conditionBuilders, type Asked, type OwnCondition, type Truth } from './condition-sql.ts'

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
  /**
   * How many rows a query has; `bound` where it has as many or more. With it, the statement is laid out by
   * what is few, and `before` has to end in `FROM contact`; without it, every contact is asked in turn.
   */
  readonly sizeOf?: (query: CompiledSegment, bound: number) => number
}

/** From so many on, a walk through all contacts is as fast as looking these up. */
const mostLedTo = 40_000
/** Sets are measured as far as this. */
const mostMeasured = 60_000

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
  const node = resolved(conditions, options, [])
  const { lead, truth } = options.sizeOf === undefined ? asked(node) : laidOut(node, options.sizeOf)
  return compiled(sql`${around.before} ${lead} contact.is_listed=1 AND ${truth} ${around.after}`)
}

/** The same as an expression over `contact`, for whoever walks through contacts in an order of their own. */
export function compileTruth(conditions: SegmentGroup, options: CompileOptions): CompiledSegment {
  return compiled(asked(resolved(conditions, options, [])).truth)
}

function compiled(query: Truth): CompiledSegment {
  const { sql: text, parameters } = query.compile(compiler)
  return { text, parameters: parameters as CompiledSegment['parameters'] }
}

/** The tree with every condition as it can be asked, and other segments in their place. */
type Node = Asked | Joined
interface Joined {
  readonly type: 'all' | 'any'
  readonly isNot: boolean
  readonly of: readonly Node[]
}
const isJoined = (node: Node): node is Joined => 'of' in node

function resolved(node: SegmentNode, options: CompileOptions, path: readonly string[]): Node {
  if (isSegmentGroup(node))
    return {
      type: node.type,
      isNot: node.isNot,
      of: node.of.map((child) => resolved(child, options, path)),
    }
  if (node.type === 'segment') return resolvedSegment(node, options, path)
  return build(node, options.now)
}

function build<T extends OwnCondition>(condition: T, now: number): Asked {
  const builder = conditionBuilders[condition.type] as (condition: T, now: number) => Asked
  return builder(condition, now)
}

function resolvedSegment(
  condition: Extract<SegmentCondition, { type: 'segment' }>,
  options: CompileOptions,
  path: readonly string[],
): Node {
  const { segmentId, operator } = condition
  if (path.includes(segmentId))
    throw new AppError('conflict', {
      field: 'conditions',
      message: 'The segments use each other in a circle. Take one of them out.',
    })
  const other = options.segmentOf(segmentId)
  // Nobody is in a segment that is gone.
  if (other === null) return { probe: sql`0`, isNot: operator === 'notIn' }
  const node = resolved(other, options, [...path, segmentId])
  return operator === 'in' ? node : { type: 'all', isNot: true, of: [node] }
}

/** How a condition is written down: asked one by one, or looked up in its list. */
type Write = (condition: Asked) => Truth

function truthOf(node: Node, write: Write): Truth {
  const truth = isJoined(node) ? joinedTruth(node, write) : write(node)
  return node.isNot ? sql`NOT ${truth}` : truth
}

function joinedTruth({ type, of }: Joined, write: Write): Truth {
  // A group in which nothing is asked yet holds for everybody.
  if (of.length === 0) return sql`1`
  return sql`(${sql.join(
    of.map((child) => truthOf(child, write)),
    type === 'all' ? sql` AND ` : sql` OR `,
  )})`
}

interface Layout {
  readonly lead: Truth
  readonly truth: Truth
}

function asked(node: Node): Layout {
  return { lead: sql`WHERE`, truth: truthOf(node, ({ probe }) => probe) }
}

/**
 * Begins with the fewest that an index leads to; else walks through the index that holds what is asked
 * most. Small sets are looked up in whole, large ones asked of each contact that is left.
 */
function laidOut(node: Node, sizeOf: NonNullable<CompileOptions['sizeOf']>): Layout {
  const sizes = new Map<Truth, { readonly bound: number; readonly rows: number }>()
  /** As far as `bound`; nothing is counted twice unless it has to be counted further. */
  const size = (query: Truth, bound = mostMeasured): number => {
    const known = sizes.get(query)
    if (known && (known.rows < known.bound || known.bound >= bound)) return known.rows
    const rows = sizeOf(compiled(query), bound)
    sizes.set(query, { bound, rows })
    return rows
  }
  const leads = conjuncts(node)
    .map(leadOf)
    .filter((lead) => lead !== null)
  let [first, least] = [null as Lead | null, 0]
  // What is few is known before what is many has been counted.
  for (const bound of [mostLedTo / 16, mostLedTo / 4, mostLedTo]) {
    if (first !== null) break
    least = bound
    for (const lead of leads) {
      const rows = size(lead.counted, least)
      if (rows < least) [first, least] = [lead, rows]
    }
  }
  const isFew = (list: Truth, counted: Truth | undefined) => {
    if (first === null) return counted === undefined || size(counted) < mostMeasured
    const most = counted === undefined ? 4 * least : least
    return size(counted ?? list, most) < most
  }
  const truth = truthOf(node, ({ probe, list, counted }) => {
    // The statement begins with them alone.
    if (list !== undefined && list === first?.list) return sql`1`
    return list !== undefined && isFew(list, counted) ? sql`contact.seq IN (${list})` : probe
  })
  return first === null
    ? { lead: sql`INDEXED BY contact_facts WHERE`, truth }
    : { lead: sql`NOT INDEXED WHERE contact.seq IN (${first.list}) AND`, truth }
}

/** What has to hold altogether. */
function conjuncts(node: Node): readonly Node[] {
  return isJoined(node) && !node.isNot && node.type === 'all' ? node.of.flatMap(conjuncts) : [node]
}

interface Lead {
  /** A query for everybody who can fit. */
  readonly list: Truth
  /** One that has about as many rows. */
  readonly counted: Truth
}

/** Null where no index leads to them. */
function leadOf(node: Node): Lead | null {
  if (node.isNot) return null
  if (!isJoined(node)) {
    const list = node.list ?? node.among
    return list === undefined ? null : { list, counted: node.counted ?? list }
  }
  const leads = node.of.map(
    (child) =>
      conjuncts(child)
        .map(leadOf)
        .find((lead) => lead !== null) ?? null,
  )
  const all = leads.filter((lead) => lead !== null)
  if (node.type === 'all') return all[0] ?? null
  if (all.length === 0 || all.length < leads.length) return null
  const union = (of: keyof Lead, how: Truth) =>
    sql.join(
      all.map((lead) => sql`SELECT * FROM (${lead[of]})`),
      how,
    )
  return { list: union('list', sql` UNION `), counted: union('counted', sql` UNION ALL `) }
}
