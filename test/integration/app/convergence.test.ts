import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayMs, type Group } from '../../../electron/sandbox/model.ts'
import { startTestApp, type TestApp } from '../../helpers/test-app.ts'

/**
 * One pass is enough: what a plan leaves undone has no action at all (a text outside the customer
 * service window, a request to a full group). A member who stays keeps every group from being emptied.
 * Screening by what somebody wrote and letting people in are not combined: whoever comes in has not
 * written yet, and is rightly found by the next plan.
 */

interface MemberPlan {
  readonly optsOut: boolean
  readonly writes: boolean
}

interface GroupPlan {
  readonly members: readonly MemberPlan[]
  readonly requests: number
  readonly linkDays: number
  readonly isWindowOpen: boolean
}

const member = fc.record({ optsOut: fc.boolean(), writes: fc.boolean() })
const group = fc.record({
  members: fc.array(member, { maxLength: 7 }),
  requests: fc.nat(4),
  linkDays: fc.constantFrom(1, 29, 31, 400),
  isWindowOpen: fc.boolean(),
})
const optional = <T>(value: T) => fc.option(fc.constant(value), { nil: null })
const rules = fc
  .record({
    inviting: optional({ who: 'admins' as const }),
    inviteLinkRotation: optional({ everyDays: 30 }),
    announcementCadence: optional({ everyDays: 14, text: 'Peonies on Thursday.' }),
    pinnedMessage: optional({ text: 'Orders before noon.', days: 7 }),
    screens: fc.constantFrom<'requests' | 'writers'>('requests', 'writers'),
  })
  .map(({ screens, ...others }) => ({
    ...others,
    joinApproval: screens === 'requests' ? { required: true } : null,
    memberReview: {
      everyDays: 90,
      criteria: { optedOut: true, neverWrote: screens === 'writers' },
    },
  }))

function addGroup(app: TestApp, plan: GroupPlan, index: number): void {
  const { state, simulate } = app.sandbox
  const phone = (seat: number) => `1202555${String(3000 + index * 20 + seat)}`
  const createdAt = Date.now() - plan.linkDays * dayMs
  const added: Group = {
    id: Buffer.from(`capi_group:converge:${index}`).toString('base64url'),
    subject: `Circle ${index}`,
    description: '',
    createdAt,
    joinApprovalMode: 'approval_required',
    inviteLink: `https://chat.whatsapp.com/circle${index}`,
    suspended: false,
    deleted: false,
    participants: [],
    removed: new Set(),
    joinRequests: [],
    pins: [],
    picture: undefined,
    lastInboundAt: undefined,
  }
  state.groups.set(added.id, added)
  const stays: MemberPlan = { optsOut: false, writes: true }
  ;[stays, ...plan.members].forEach(({ optsOut, writes }, seat) => {
    const person = state.people.ensure({ phone: phone(seat), name: `Member ${seat}` })
    added.participants.push({ person, joinedAt: createdAt })
    if (optsOut) simulate.marketingStop({ phone: phone(seat) })
    if (writes && plan.isWindowOpen) simulate.message(added.id, { phone: phone(seat) }, 'Hello')
  })
  for (let request = 0; request < plan.requests; request += 1)
    simulate.requestToJoin(added.id, { phone: phone(10 + request), name: 'Newcomer' })
}

/** Approves everything, waits for it, and does by hand what is by hand. */
async function applyAll(app: TestApp, planId: string): Promise<void> {
  const plan = await app.ok('plans.get', { planId })
  await app.ok('plans.approve', {
    planId,
    actions: 'all',
    confirmedRemovals: plan.counts.removals,
  })
  await app.settle()
  for (const action of plan.actions)
    if (action.mode === 'by_hand') await app.ok('plans.tick', { actionId: action.id, isDone: true })
  const applied = await app.ok('plans.get', { planId })
  expect(applied.actions.map(({ kind, state }) => `${kind} ${state}`)).toEqual(
    plan.actions.map(({ kind }) => `${kind} done`),
  )
  expect(applied.state).toBe('finished')
}

async function planActions(app: TestApp): Promise<{ planId: string | null; api: string[] }> {
  const { planId } = await app.ok('plans.create', {})
  if (planId === null) return { planId, api: [] }
  const { actions } = await app.ok('plans.get', { planId })
  const api = actions.filter((action) => action.mode === 'api')
  return { planId, api: api.map((action) => `${action.kind} in ${action.groupSubject}`) }
}

test('after a plan is applied, planning again finds nothing left for the API to do', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(group, { minLength: 1, maxLength: 3 }),
      rules,
      async (plans, ruleSet) => {
        const app = await startTestApp({
          connect: false,
          sandbox: { shop: 'empty', operationDelayMs: 5, limits: 'lifted' },
        })
        plans.forEach((plan, index) => addGroup(app, plan, index))
        await app.connect()
        await app.ok('sync.run', {})
        await app.settle()
        const saved = await app.ok('ruleSets.save', { name: 'Circles', rules: ruleSet })
        const { items } = await app.ok('groups.list', {})
        const groupIds = items.map((each) => each.id)
        await app.ok('ruleSets.assign', { ruleSetId: saved.id, groupIds })

        const first = await planActions(app)
        if (first.planId !== null) await applyAll(app, first.planId)
        await app.ok('sync.run', {})
        expect((await planActions(app)).api).toEqual([])
        expect(app.sandbox.counters.repeated()).toEqual([])
        expect((await app.ok('audit.verify', {})).valid).toBe(true)
        await app.close()
      },
    ),
    { numRuns: 12, endOnFailure: true },
  )
}, 120_000)
