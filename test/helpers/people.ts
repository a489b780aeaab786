import type { TestApp } from './test-app.ts'
import { groupNamed, membersOf } from './test-app.ts'

/** Somebody in the sandbox whom the app knows. Invented. */
export interface Customer {
  readonly contactId: string
  readonly phone: string
}

/** The three members of the small group, after a sync. */
export async function customersOf(app: TestApp): Promise<[Customer, Customer, Customer]> {
  await app.ok('sync.run', {})
  const group = await groupNamed(app, 'Small group')
  const customers: Customer[] = []
  for (const { contactId } of await membersOf(app, group.id)) {
    const { number } = await app.ok('members.reveal', { contactId })
    customers.push({ contactId, phone: number! })
  }
  const [one, two, three] = customers.sort((a, b) => a.phone.localeCompare(b.phone))
  return [one!, two!, three!]
}

/** What one purpose stands at for a contact. */
export async function standingFor(app: TestApp, contactId: string, purpose = 'marketing') {
  const { standings } = await app.ok('consent.get', { contactId })
  return standings.find((standing) => standing.purpose === purpose)!
}

/** Lets a customer write to the business alone, and waits until all of it has come. */
export async function says(app: TestApp, customer: Pick<Customer, 'phone'>, text: string) {
  const wamid = app.sandbox.simulate.message(null, { phone: customer.phone }, text)
  await app.settle()
  return wamid
}

/** What the sandbox took for this number, as text. */
export function sentTo(app: TestApp, customer: Pick<Customer, 'phone'>) {
  return [...app.sandbox.state.sent.values()].filter(
    (message) => message.person?.phone === customer.phone.replace(/\D/g, ''),
  )
}

/** A wording of marketing, as a shop would have one. */
export async function marketingText(app: TestApp, language = 'en') {
  return app.ok('legalTexts.save', {
    kind: 'consent',
    purpose: 'marketing',
    language,
    body: 'Corner shop may send me offers. I can end this by answering STOP.',
  })
}
