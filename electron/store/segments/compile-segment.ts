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
  /** Only the first few are wanted, so nothing is worth being asked of everybody beforehand. */
  readonly isPage?: boolean
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
  const { lead, truth } =
    options.sizeOf === undefined ? asked(node) : laidOut(node, options.sizeOf, options)
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
  return sided(truth, node.isNot)
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
function laidOut(
  node: Node,
  sizeOf: NonNullable<CompileOptions['sizeOf']>,
  { isPage = false }: CompileOptions,
): Layout {
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
  const write: Write = ({ probe, list, counted }) => {
    // The statement begins with them alone.
    if (list !== undefined && list === first?.list) return sql`1`
    return list !== undefined && isFew(list, counted) ? sql`contact.seq IN (${list})` : probe
  }
  if (first === null)
    return { lead: sql`INDEXED BY contact_facts WHERE`, truth: truthOf(node, write) }
  const { listOf } = first
  const before = listOf === undefined || isPage ? [] : conjuncts(node).filter(isToldById(isFew))
  const begin =
    listOf === undefined || before.length === 0
      ? first.list
      : listOf((id) => both(before.map(({ probeOf, isNot }) => sided(probeOf(id), isNot))))
  return {
    lead: sql`NOT INDEXED WHERE contact.seq IN (${begin}) AND`,
    truth: truthOf(node, (asked) =>
      before.some((one) => one === asked) ? (asked.isNot ? sql`0` : sql`1`) : write(asked),
    ),
  }
}

interface ToldById extends Asked {
  readonly probeOf: NonNullable<Asked['probeOf']>
}

/** What an id tells and is not looked up in a small set anyway: whom it leaves out is never read. */
const isToldById =
  (isFew: (list: Truth, counted: Truth | undefined) => boolean) =>
  (node: Node): node is ToldById =>
    !isJoined(node) &&
    node.probeOf !== undefined &&
    !(node.list !== undefined && isFew(node.list, node.counted))

const both = (truths: readonly Truth[]) => sql.join(truths, sql` AND `)
const sided = (truth: Truth, isNot: boolean) => (isNot ? sql`NOT ${truth}` : truth)

/** What has to hold altogether. */
function conjuncts(node: Node): readonly Node[] {
  return isJoined(node) && !node.isNot && node.type === 'all' ? node.of.flatMap(conjuncts) : [node]
}

interface Lead {
  /** A query for everybody who can fit. */
  readonly list: Truth
  /** One that has about as many rows. */
  readonly counted: Truth
  readonly listOf?: Asked['listOf']
}

/** Null where no index leads to them. */
function leadOf(node: Node): Lead | null {
  if (node.isNot) return null
  if (!isJoined(node)) {
    const list = node.list ?? node.among
    return list === undefined ? null : { list, counted: node.counted ?? list, listOf: node.listOf }
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
