import { GraphFailure, unknownObject } from '../graph-failure.ts'
import type { Kernel } from '../kernel.ts'
import { blockUserRoutes } from '../routes/block-users.ts'
import { appRoutes, businessAccountRoutes } from '../routes/business-account.ts'
import { groupRoutes } from '../routes/group.ts'
import { groupsRoutes } from '../routes/groups.ts'
import { inviteLinkRoutes } from '../routes/invite-link.ts'
import { joinRequestRoutes } from '../routes/join-requests.ts'
import { mediaRoutes } from '../routes/media.ts'
import { messageHistoryRoutes } from '../routes/message-history.ts'
import { messageRoutes } from '../routes/messages.ts'
import { participantRoutes } from '../routes/participants.ts'
import { phoneNumberRoutes, unknownEdge } from '../routes/phone-number.ts'
import { templateChangeRoutes, templateEditRoutes } from '../routes/template-changes.ts'
import { searchLibrary } from '../routes/template-library.ts'
import { templateListRoutes, templateRoutes } from '../routes/templates.ts'
import { receiveUpload, uploadRoutes } from '../routes/uploads.ts'
import type { Answer, Call } from './call.ts'

const phoneEdges = {
  ...phoneNumberRoutes,
  ...groupsRoutes,
  ...messageRoutes,
  ...mediaRoutes,
  ...messageHistoryRoutes,
  ...blockUserRoutes,
}
const businessAccountEdges = {
  ...businessAccountRoutes,
  ...templateListRoutes,
  ...templateChangeRoutes,
}
const appEdges = { ...appRoutes, ...uploadRoutes }
const templateEdges = { ...templateRoutes, ...templateEditRoutes }
const groupEdges = {
  ...groupRoutes,
  ...inviteLinkRoutes,
  ...joinRequestRoutes,
  ...participantRoutes,
}

/** A route found: its name, for faults, and the work. */
export interface Match {
  /** `METHOD /{kind}/edge`. */
  readonly name: string
  /** Counts against the hourly calls of the WABA. */
  readonly isManagement: boolean
  run(): Answer | Promise<Answer>
}

const pathPattern = /^\/v\d{1,3}\.\d{1,2}\/([^/]+)(?:\/([a-z_]+))?\/?$/

/** Finds the route by the kind of object that the id names, as Graph does. */
export function matchRoute(kernel: Kernel, call: Call): Match {
  const [, id, edge = ''] = pathPattern.exec(call.path) ?? []
  if (id === undefined) {
    throw new GraphFailure(2500, 'Unknown path components.', { http: 400 })
  }
  const key = `${call.method} /${edge}`
  const { account, groups, templates } = kernel.state
  const found = (kind: string, work: (() => Answer | Promise<Answer>) | undefined): Match => ({
    name: `${call.method} /{${kind}}${edge === '' ? '' : `/${edge}`}`,
    isManagement: kind !== 'group' && edge !== 'messages' && edge !== 'media' && edge !== 'groups',
    run: () => {
      if (work === undefined) throw unknownEdge()
      return work()
    },
  })
  const bind = <T extends unknown[]>(
    handler: ((kernel: Kernel, call: Call, ...rest: T) => Answer | Promise<Answer>) | undefined,
    ...rest: T
  ): (() => Answer | Promise<Answer>) | undefined =>
    handler && (() => handler(kernel, call, ...rest))

  if (id === account.phoneNumberId) return found('phone', bind(own(phoneEdges, key)))
  if (id === account.wabaId) return found('waba', bind(own(businessAccountEdges, key)))
  if (id === account.appId) return found('app', bind(own(appEdges, key)))
  if (key === 'GET /' && id === 'message_template_library')
    return found('library', () => searchLibrary(call))
  if (key === 'POST /' && id.startsWith('upload:'))
    return found('upload', () => receiveUpload(kernel, call, id))
  const group = groups.get(id)
  if (group?.deleted) throw new GraphFailure(131041, 'The group was deleted.')
  if (group !== undefined) return found('group', bind(own(groupEdges, key), group))
  const template = templates.get(id)
  if (template !== undefined) return found('template', bind(own(templateEdges, key), template))
  throw unknownObject(call.method)
}

/** The entry, and never something that all objects inherit. */
function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
