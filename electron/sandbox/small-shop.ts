import { addGroup } from './group-operations.ts'
import type { Kernel } from './kernel.ts'
import { dayMs } from './model.ts'

/** One group of three and one that asks for approval, for tests that want to know every name. */
export function fillSmallShop(kernel: Kernel): void {
  const { state, settings } = kernel
  const createdAt = settings.now() - 30 * dayMs
  const open = addGroup(
    kernel,
    { subject: 'Small group', description: 'For tests', joinApprovalMode: 'auto_approve' },
    createdAt,
  )
  const phones = ['+12025550101', '+12025550102', '+12025550103']
  phones.forEach((phone, position) => {
    const person = state.people.ensure({ phone, name: `Member ${position + 1}` })
    open.participants.push({ person, joinedAt: createdAt })
  })
  addGroup(
    kernel,
    { subject: 'Approval group', description: '', joinApprovalMode: 'approval_required' },
    createdAt + dayMs,
  )
  for (const [name, category] of [
    ['order_ready', 'UTILITY'],
    ['spring_offer', 'MARKETING'],
  ] as const) {
    const id = kernel.random.digits(15)
    state.templates.set(id, {
      id,
      name,
      category,
      language: 'en_US',
      status: 'APPROVED',
      quality: 'GREEN',
      parameterFormat: 'POSITIONAL',
      components: [{ type: 'BODY', text: 'Hello {{1}}, there is something for you.' }],
      rejectedReason: undefined,
    })
  }
}
