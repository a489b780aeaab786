import * as announcements from './fake-shop/announcements.ts'
import { groups, joinRequests } from './fake-shop/groups.ts'
import * as office from './fake-shop/office.ts'
import { contactLists, formerMembers, members } from './fake-shop/people.ts'
import * as plans from './fake-shop/plans.ts'
import { findings, ruleSets } from './fake-shop/rules.ts'
import { blockList, fakeScreeningSettings, screenedPeople } from './fake-shop/screening.ts'
import { fakeId } from './fake-shop/basics.ts'

const workspaces = {
  missing: office.missingWorkspace,
  locked: office.lockedWorkspace,
  ready: office.readyWorkspace,
  demo: office.demoWorkspace,
}

/** Everything the fake shop remembers; a deep copy, so that tests do not meet each other. */
export function createFakeState(workspace: keyof typeof workspaces) {
  let nextId = 50_000
  return {
    ...structuredClone({
      workspace: workspaces[workspace],
      settings: office.fakeSettings,
      account:
        workspace === 'demo'
          ? { ...office.connectedAccount, isSandbox: true }
          : office.connectedAccount,
      sync: office.idleSync,
      overview: office.fakeOverview,
      audit: [...office.auditEntries],
      groups: [...groups],
      joinRequests: [...joinRequests],
      members: [...members, ...formerMembers],
      contactLists,
      ruleSets: [...ruleSets],
      findings: [...findings],
      plans: plans.plans,
      actions: plans.planActions,
      jobs: plans.jobs,
      reviews: plans.reviews,
      reviewItems: plans.reviewItems,
      templates: [...announcements.templates],
      announcements: announcements.announcements,
      deliveries: announcements.deliveries,
      screened: [...screenedPeople],
      blockList: [...blockList],
      screeningSettings: fakeScreeningSettings,
    }),
    /** Rules confirmed by the owner since the start, as `groupId rule`. */
    confirmed: new Set<string>(),
    newId: () => fakeId('job', (nextId += 1)),
  }
}

export type FakeState = ReturnType<typeof createFakeState>
