import type { CallInput } from '../../shared/ipc/contract.ts'
import type { TestApp } from './test-app.ts'

export type DraftInput = CallInput<'broadcasts.plan'>['draft']

/** People who agreed to marketing, with fictional numbers. */
export async function addAgreed(app: TestApp, count: number, from = 0): Promise<string[]> {
  const ids: string[] = []
  for (let at = from; at < from + count; at += 1) {
    const number = `+1202555${String(1000 + at)}`
    const { contactId } = await app.ok('contacts.create', { name: `Customer ${at}`, number })
    await app.ok('consent.record', { contactId, state: 'given', source: 'form' })
    ids.push(contactId)
  }
  return ids
}

/** A draft to everybody with the sandbox's marketing template, filled from the first name. */
export async function draftOf(
  app: TestApp,
  changed: Partial<DraftInput> = {},
): Promise<DraftInput> {
  const { templates } = await app.ok('templates.list', {})
  const template = templates.find(({ name }) => name === 'spring_offer')!
  const bindings = Object.fromEntries(
    template.variables.map((variable) => [
      variable,
      { from: 'field' as const, field: 'firstName' as const, fallback: 'you' },
    ]),
  )
  return {
    name: 'Spring offer',
    audience: { kind: 'everybody' },
    variants: [{ templateId: template.id, bindings }],
    settings: { quietHours: null, holdOutPercent: 0 },
    ...changed,
  }
}
