import { addGroup } from '../group-operations.ts'
import { createJoinRequestId } from '../ids.ts'
import type { Kernel } from '../kernel.ts'
import { dayMs, hourMs } from '../model.ts'
import type { Group, Person } from '../model.ts'
import { createRandom } from '../random.ts'
import { announcementEvents, lifeEvents, preferenceEvents, trafficEvents } from './past.ts'
import type { DemoGroup } from './resources.ts'
import { demoShop, demoTemplates } from './resources.ts'

/**
 * Fills the sandbox with the flower shop as it stands now, and queues its last 120 days as updates:
 * the first callback to be registered is told all of it in order.
 */
export function fillDemoShop(kernel: Kernel): void {
  const people = fillPeople(kernel)
  fillTemplates(kernel)
  const random = createRandom(`past ${kernel.settings.seed}`)
  const events = demoShop.groups.flatMap((draft) => {
    const group = fillGroup(kernel, draft, people)
    const past = { kernel, draft, group, people, random }
    return [...lifeEvents(past), ...trafficEvents(past), ...announcementEvents(past)]
  })
  events.push(...preferenceEvents(kernel, people))
  events.sort((one, other) => one.at - other.at)
  for (const event of events) event.tell()
}

function fillPeople(kernel: Kernel): Map<string, Person> {
  const people = new Map<string, Person>()
  for (const draft of demoShop.people) {
    const { id, name, phone, userId, username, hidesPhone } = draft
    const person = kernel.state.people.ensure({ name, phone, userId, username, hidesPhone })
    person.stoppedMarketing = draft.stoppedMarketingDaysAgo !== undefined
    people.set(id, person)
  }
  return people
}

function fillTemplates(kernel: Kernel): void {
  for (const draft of demoTemplates) {
    const id = kernel.random.digits(15)
    kernel.state.templates.set(id, { ...draft, id, rejectedReason: draft.rejectedReason })
  }
}

function personOf(people: ReadonlyMap<string, Person>, id: string): Person {
  const person = people.get(id)
  if (person === undefined) throw new Error(`The demo shop names nobody as ${id}`)
  return person
}

function fillGroup(kernel: Kernel, draft: DemoGroup, people: ReadonlyMap<string, Person>): Group {
  const now = kernel.settings.now()
  const group = addGroup(kernel, draft, now - draft.createdDaysAgo * dayMs)
  for (const { person, joinedDaysAgo } of draft.members) {
    group.participants.push({
      person: personOf(people, person),
      joinedAt: now - joinedDaysAgo * dayMs,
    })
  }
  for (const { person, by } of draft.left) {
    if (by === 'business') group.removed.add(personOf(people, person).key)
  }
  for (const { person, hoursAgo } of draft.joinRequests) {
    group.joinRequests.push({
      id: createJoinRequestId(kernel.random),
      person: personOf(people, person),
      createdAt: now - hoursAgo * hourMs,
    })
  }
  return group
}
