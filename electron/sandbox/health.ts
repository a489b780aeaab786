import type { Kernel } from './kernel.ts'
import type { Template } from './model.ts'

interface Entity {
  readonly entity_type: string
  readonly id: string
  readonly can_send_message: 'AVAILABLE' | 'LIMITED' | 'BLOCKED'
  readonly errors?: readonly unknown[]
}

const severity = ['AVAILABLE', 'LIMITED', 'BLOCKED'] as const

/** `health_status` as Meta words it: the overall state is that of the worst entity. */
export function healthOf(kernel: Kernel, template?: Template): unknown {
  const { account } = kernel.state
  const entities: Entity[] = [
    ...(template === undefined ? [] : [templateEntity(template)]),
    numberEntity(account.phoneNumberId, account.qualityRating),
    { entity_type: 'WABA', id: account.wabaId, can_send_message: 'AVAILABLE' },
    { entity_type: 'BUSINESS', id: account.businessId, can_send_message: 'AVAILABLE' },
    { entity_type: 'APP', id: account.appId, can_send_message: 'AVAILABLE' },
  ]
  const worst = Math.max(...entities.map((each) => severity.indexOf(each.can_send_message)))
  return { can_send_message: severity[worst], entities }
}

function numberEntity(id: string, qualityRating: string): Entity {
  if (qualityRating !== 'RED') {
    return { entity_type: 'PHONE_NUMBER', id, can_send_message: 'AVAILABLE' }
  }
  return {
    entity_type: 'PHONE_NUMBER',
    id,
    can_send_message: 'LIMITED',
    errors: [
      {
        error_code: 138000,
        error_description: 'The quality of the messages from this number is low.',
        possible_solution: 'Send fewer marketing messages, to people who asked for them.',
      },
    ],
  }
}

function templateEntity({ id, status }: Template): Entity {
  if (status === 'APPROVED') {
    return { entity_type: 'MESSAGE_TEMPLATE', id, can_send_message: 'AVAILABLE' }
  }
  return {
    entity_type: 'MESSAGE_TEMPLATE',
    id,
    can_send_message: 'BLOCKED',
    errors: [
      {
        error_code: 141002,
        error_description: 'The template is not approved.',
        possible_solution: 'Choose an approved template.',
      },
    ],
  }
}
