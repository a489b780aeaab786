import { describeGraphCode } from './graph-code.ts'
import type { GraphClient } from '../../graph/graph-client.ts'
import type { JoinRequestOutcome } from '../../graph/graph-records.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import {
  findJoinRequest,
  setJoinRequestState,
  type JoinRequestRow,
} from '../../store/join-request-store.ts'
import type { JobRow } from '../../store/job-store.ts'
import { actionsOfJob, setAction } from '../../store/plan-store.ts'
import type { CommandContext } from '../context.ts'
import { evaluateGroup } from '../evaluate-group.ts'
import { payloadOf, resultOf, type Executor } from './executor.ts'
import { finishPlans, moveActions } from './plan-actions.ts'
import { remoteIdOf } from './remote-group.ts'

interface DecidePayload {
  readonly groupId: string
  readonly joinRequestIds: readonly string[]
}

interface DecideResult {
  failed: readonly { readonly remoteId: string; readonly code: number | null }[]
}

interface Decision {
  readonly kind: string
  readonly working: 'approving' | 'rejecting'
  readonly settled: 'approved' | 'rejected'
  ask(graph: GraphClient, groupId: string, ids: readonly string[]): Promise<JoinRequestOutcome>
}

export const approveJoinRequests = createDecision({
  kind: 'join_requests.approve',
  working: 'approving',
  settled: 'approved',
  ask: (graph, groupId, ids) => graph.approveJoinRequests(groupId, ids),
})

export const rejectJoinRequests = createDecision({
  kind: 'join_requests.reject',
  working: 'rejecting',
  settled: 'rejected',
  ask: (graph, groupId, ids) => graph.rejectJoinRequests(groupId, ids),
})

function requestsOf(db: ReadableDatabase, job: JobRow): JoinRequestRow[] {
  return payloadOf<DecidePayload>(job)
    .joinRequestIds.map((id) => findJoinRequest(db, id))
    .filter((request) => request !== null)
}

function isLive(request: JoinRequestRow): boolean {
  return ['pending', 'approving', 'rejecting', 'failed'].includes(request.state)
}

function setLive(
  context: CommandContext,
  job: JobRow,
  state: JoinRequestRow['state'],
  code: string | null = null,
) {
  for (const request of requestsOf(context.db, job))
    if (isLive(request)) setJoinRequestState(context.db, context.now, request.id, state, code)
  context.changed(['joinRequests', 'groups', 'overview'], job.group_id)
}

function createDecision(decision: Decision): Executor {
  return {
    kind: decision.kind,
    begin(context, job) {
      setLive(context, job, decision.working)
      moveActions(context, job, 'running')
    },
    prepare(db, job) {
      const remoteId = remoteIdOf(db, payloadOf<DecidePayload>(job).groupId)
      const ids = requestsOf(db, job)
        .filter(isLive)
        .map((request) => request.remote_id)
      if (ids.length === 0) return null
      return async (graph) => {
        const { failed } = await decision.ask(graph, remoteId, ids)
        const result: DecideResult = {
          failed: failed.map((item) => ({
            remoteId: item.joinRequestId,
            code: item.errors[0]?.code ?? null,
          })),
        }
        return { state: 'done', result: { ...result } }
      }
    },
    accepted() {
      // the reply names who was let in and who was not: `confirmed` follows in the same transaction
    },
    confirmed(context, job, result) {
      settleRequests(context, job, decision.settled, result)
    },
    failed(context, job, code) {
      setLive(context, job, 'failed', code)
      moveActions(context, job, 'failed', code)
    },
    uncertain: (context, job) => moveActions(context, job, 'unknown'),
    async learn(graph, db, job) {
      const remoteId = remoteIdOf(db, payloadOf<DecidePayload>(job).groupId)
      const waiting = new Set<string>()
      for await (const request of graph.listJoinRequests(remoteId))
        waiting.add(request.joinRequestId)
      const asked = requestsOf(db, job).filter(isLive)
      const left = asked.filter((request) => waiting.has(request.remote_id))
      if (left.length === asked.length && asked.length > 0) return { verdict: 'did_not_happen' }
      // the call decides each on its own: where one went through, those left over were refused
      const failed = left.map((request) => ({ remoteId: request.remote_id, code: null }))
      return { verdict: 'happened', result: { failed } }
    },
  }
}

function settleRequests(
  context: CommandContext,
  job: JobRow,
  state: 'approved' | 'rejected',
  result: Partial<DecideResult>,
): void {
  const failed = new Map(
    (result.failed ?? resultOf<DecideResult>(job).failed ?? []).map((item) => [
      item.remoteId,
      item.code,
    ]),
  )
  const codes = new Map<string, string>()
  for (const request of requestsOf(context.db, job)) {
    const graphCode = failed.get(request.remote_id)
    if (graphCode !== undefined) {
      const code = describeGraphCode(graphCode)
      codes.set(request.id, code)
      const isGone = code === 'join_request_gone'
      setJoinRequestState(context.db, context.now, request.id, isGone ? 'gone' : 'failed', code)
      continue
    }
    if (!isLive(request)) continue
    setJoinRequestState(context.db, context.now, request.id, state)
    context.audit({
      action: `joinRequests.${state}`,
      subjectKind: 'contact',
      subjectId: request.contact_id,
      groupId: request.group_id,
      contactId: request.contact_id,
      data: { joinRequestId: request.id },
    })
  }
  for (const action of actionsOfJob(context.db, job.id)) {
    const code = action.target_id === null ? undefined : codes.get(action.target_id)
    const patch =
      code === undefined
        ? { state: 'done' as const }
        : { state: 'failed' as const, errorCode: code }
    setAction(context.db, context.now, action.id, patch)
  }
  finishPlans(context)
  evaluateGroup(context, payloadOf<DecidePayload>(job).groupId)
  context.changed(['joinRequests', 'groups', 'overview'], job.group_id)
}
