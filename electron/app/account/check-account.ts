import type { z } from 'zod'
import type { connectionCheck } from '../../../shared/domain/account.ts'
import { describeGraphError, GraphApiError, GraphNetworkError } from '../../graph/errors.ts'
import type { GraphClient } from '../../graph/graph-client.ts'
import type { GraphHealth, GraphPhoneNumber } from '../../graph/graph-records.ts'

export type ConnectionCheck = z.infer<typeof connectionCheck>

export interface CheckedAccount {
  readonly checks: readonly ConnectionCheck[]
  readonly phone: GraphPhoneNumber | null
  readonly health: GraphHealth | null
  readonly groups: 'eligible' | 'not_eligible' | 'unknown'
  /** True when nothing stands in the way of connecting. */
  readonly isUsable: boolean
}

/** Code of the Groups API for a number that may not use groups (Meta: Groups API error codes). */
const notEligibleCode = 131215

/** Looks at everything an account needs, one item after the other, with a plain answer for each. */
export async function checkAccount(
  graph: GraphClient,
  hasAppSecret: boolean,
): Promise<CheckedAccount> {
  const checks: ConnectionCheck[] = []
  const phone = await attempt(checks, 'phone_number', () => graph.getPhoneNumber())
  const tokenFailed = checks.some(
    (check) => check.code === 'token_invalid' || check.code === 'permission_missing',
  )
  checks.push(
    tokenFailed
      ? { item: 'token', outcome: 'failed', code: 'token_invalid' }
      : phone
        ? { item: 'token', outcome: 'passed', code: 'token_ok' }
        : { item: 'token', outcome: 'not_checked', code: 'not_reached' },
  )
  await attempt(checks, 'waba', () => graph.getWaba())
  checks.push(
    hasAppSecret
      ? { item: 'app_secret', outcome: 'not_checked', code: 'app_secret_kept' }
      : { item: 'app_secret', outcome: 'warning', code: 'app_secret_missing' },
  )
  const groups = await checkGroups(graph, checks)
  const health = await checkHealth(graph, checks)
  const isUsable = !checks.some(
    (check) => check.outcome === 'failed' && ['phone_number', 'waba', 'token'].includes(check.item),
  )
  return { checks, phone, health, groups, isUsable }
}

async function attempt<T>(
  checks: ConnectionCheck[],
  item: ConnectionCheck['item'],
  ask: () => Promise<T>,
): Promise<T | null> {
  try {
    const value = await ask()
    checks.push({ item, outcome: 'passed', code: `${item}_ok` })
    return value
  } catch (error) {
    checks.push({ item, outcome: 'failed', code: codeOf(error) })
    return null
  }
}

function codeOf(error: unknown): string {
  if (error instanceof GraphApiError || error instanceof GraphNetworkError)
    return describeGraphError(error).code
  throw error
}

/** Eligibility is found out by asking, not by rule: the sources on who may use groups disagree. */
async function checkGroups(
  graph: GraphClient,
  checks: ConnectionCheck[],
): Promise<CheckedAccount['groups']> {
  try {
    for await (const _ of graph.listGroups()) break
    checks.push({ item: 'groups', outcome: 'passed', code: 'groups_eligible' })
    return 'eligible'
  } catch (error) {
    const isRefused = error instanceof GraphApiError && error.code === notEligibleCode
    checks.push({
      item: 'groups',
      outcome: 'warning',
      code: isRefused ? 'groups_not_eligible' : codeOf(error),
    })
    return isRefused ? 'not_eligible' : 'unknown'
  }
}

async function checkHealth(
  graph: GraphClient,
  checks: ConnectionCheck[],
): Promise<GraphHealth | null> {
  try {
    const health = await graph.getHealth()
    const state = health.canSendMessage ?? 'AVAILABLE'
    const worst = health.entities.find((entity) => entity.errorCodes.length > 0)
    checks.push({
      item: 'health',
      outcome: state === 'AVAILABLE' ? 'passed' : state === 'LIMITED' ? 'warning' : 'failed',
      code: `health_${state.toLowerCase()}`,
      params: worst ? { entity: worst.entityType, errorCode: worst.errorCodes[0] ?? 0 } : undefined,
    })
    return health
  } catch (error) {
    checks.push({ item: 'health', outcome: 'warning', code: codeOf(error) })
    return null
  }
}
