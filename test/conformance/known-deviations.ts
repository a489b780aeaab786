import type { Deviation } from './check-exchange.ts'

export interface KnownDeviation extends Pick<Deviation, 'where' | 'keyword' | 'path'> {
  /** Operations of the client that it is met in; each of them has to meet it. */
  readonly operations: readonly string[]
  readonly reason: string
  /** What the file disagrees with. */
  readonly source: string
}

const userIds = 'Meta: Business-scoped user IDs'
const groupManagement = 'Meta: Groups API, Group management'
const groupMessaging = 'Meta: Groups API, Group messaging'
const phoneNumbers = 'Meta: Business phone numbers'
const templates = 'Meta: Message templates'

function sincePersonsHaveIds(
  operations: readonly string[],
  where: 'request' | 'reply',
  keyword: string,
  path: string,
): KnownDeviation {
  return {
    operations,
    where,
    keyword,
    path,
    reason: 'The file is older than business-scoped user ids, which stand beside or for numbers.',
    source: userIds,
  }
}

function pinMessage(keyword: string, path: string): KnownDeviation {
  return {
    operations: ['sendPin', 'unpin'],
    where: 'request',
    keyword,
    path,
    reason: 'The file has no message of type pin, so it knows none of its properties.',
    source: groupMessaging,
  }
}

function numberField(path: string, source = phoneNumbers): KnownDeviation {
  return {
    operations: ['getPhoneNumber'],
    where: 'reply',
    keyword: 'undeclared',
    path,
    reason: 'Asked for by fields; the file describes the fields of an unasked reply only.',
    source,
  }
}

function templateField(where: 'query' | 'reply', path: string): KnownDeviation {
  return {
    operations: ['listTemplates'],
    where,
    keyword: 'undeclared',
    path,
    reason:
      'Guide and samples have it; the file knows the parameter name and the basic fields only.',
    source: templates,
  }
}

function templatePart(operation: string, path: string, source = templates): KnownDeviation {
  return {
    operations: [operation],
    where: 'request',
    keyword: 'undeclared',
    path,
    reason: 'The schema was drawn from one sample; other samples of the same operation have it.',
    source,
  }
}

function notInFile(operation: string, path: string, source: string): KnownDeviation {
  return {
    operations: [operation],
    where: 'path',
    keyword: 'missing',
    path,
    reason: 'The file does not have this call.',
    source,
  }
}

/** Where Meta's OpenAPI file is known to disagree with Meta's guides, and the guides are followed. */
export const knownDeviations: readonly KnownDeviation[] = [
  sincePersonsHaveIds(
    ['listJoinRequests', 'listBlockedUsers'],
    'reply',
    'undeclared',
    '/data/*/user_id',
  ),
  sincePersonsHaveIds(['getGroup'], 'reply', 'undeclared', '/participants/*/user_id'),
  sincePersonsHaveIds(['removeParticipants'], 'request', 'undeclared', '/participants/*/user_id'),
  sincePersonsHaveIds(['removeParticipants'], 'request', 'required', '/participants/*/user'),
  sincePersonsHaveIds(['sendText'], 'request', 'required', '/to'),
  sincePersonsHaveIds(['sendText'], 'request', 'undeclared', '/recipient'),
  sincePersonsHaveIds(['sendText', 'sendTemplate'], 'reply', 'undeclared', '/contacts/*/user_id'),
  sincePersonsHaveIds(['blockUsers'], 'request', 'undeclared', '/block_users/*/user_id'),
  sincePersonsHaveIds(['blockUsers'], 'reply', 'undeclared', '/block_users/added_users/*/user_id'),
  sincePersonsHaveIds(
    ['unblockUsers'],
    'reply',
    'undeclared',
    '/block_users/removed_users/*/user_id',
  ),
  {
    operations: ['getInviteLink'],
    where: 'path',
    keyword: 'missing',
    path: 'GET {group}/invite_link',
    reason: 'The file has the reset of the link and not the reading of it.',
    source: groupManagement,
  },
  {
    operations: ['approveJoinRequests'],
    where: 'status',
    keyword: 'undeclared',
    path: '206',
    reason: 'When some requests fail the reply is 206 with code 131201; the file has 200 only.',
    source: 'Meta: Groups API error codes',
  },
  {
    operations: ['deleteGroup'],
    where: 'reply',
    keyword: 'undeclared',
    path: '/request_id',
    reason: 'The update about a deletion names a request; the file has success only.',
    source: 'Meta: Webhooks for Groups API',
  },
  pinMessage('enum', '/type'),
  pinMessage('undeclared', '/messaging_product'),
  pinMessage('undeclared', '/recipient_type'),
  pinMessage('undeclared', '/to'),
  pinMessage('undeclared', '/pin'),
  {
    operations: ['sendText', 'sendTemplate', 'sendPin'],
    where: 'request',
    keyword: 'undeclared',
    path: '/biz_opaque_callback_data',
    reason: 'Comes back in every status; the file does not know it.',
    source: 'Meta: Status messages webhook reference',
  },
  {
    operations: ['sendTemplate'],
    where: 'request',
    keyword: 'required',
    path: '/template/language/policy',
    reason: 'The guides give a language by its code alone; deterministic is the only policy left.',
    source: 'Meta: Template messages',
  },
  numberField('/status'),
  numberField('/platform_type'),
  numberField('/throughput', 'Meta: Throughput'),
  numberField('/whatsapp_business_manager_messaging_limit', 'Meta: Messaging limits'),
  numberField('/official_business_account', 'Meta: Official business accounts'),
  numberField('/webhook_configuration', 'Meta: Webhooks, override callback'),
  {
    operations: ['getHealth'],
    where: 'reply',
    keyword: 'undeclared',
    path: '/health_status',
    reason: 'Asked for by fields; the file describes the fields of an unasked reply only.',
    source: 'Meta: Messaging health status',
  },
  {
    operations: ['setWebhookOverride'],
    where: 'request',
    keyword: 'format',
    path: '/webhook_configuration/override_callback_uri',
    reason: 'An empty string takes the override away; the file allows addresses only.',
    source: 'Meta: Webhooks, override callback',
  },
  {
    operations: ['getSubscribedApps'],
    where: 'reply',
    keyword: 'undeclared',
    path: '/data/*/whatsapp_business_api_data',
    reason: "The schema has id and name at the top; the file's own example nests them like this.",
    source: 'The example of this operation in the same file',
  },
  {
    operations: ['getSubscribedApps'],
    where: 'reply',
    keyword: 'undeclared',
    path: '/data/*/override_callback_uri',
    reason: 'There while the WABA has an override; the file does not know it.',
    source: 'Meta: Webhooks, override callback',
  },
  templateField('query', 'fields'),
  templateField('query', 'limit'),
  templateField('reply', '/data/*/parameter_format'),
  templateField('reply', '/data/*/quality_score'),
  templateField('reply', '/data/*/rejected_reason'),
  templatePart('createTemplate', '/parameter_format'),
  templatePart('createTemplate', '/components/*/format'),
  templatePart('createTemplate', '/components/*/example'),
  templatePart('createTemplate', '/components/*/buttons/*/url'),
  templatePart('createTemplate', '/components/*/buttons/*/example'),
  templatePart('createTemplate', '/components/*/buttons/*/phone_number'),
  templatePart('editTemplate', '/components/*/example/header_handle'),
  templatePart('editTemplate', '/components/*/example/body_text_named_params'),
  templatePart('editTemplate', '/components/*/buttons/*/url'),
  templatePart('editTemplate', '/components/*/buttons/*/example'),
  templatePart('editTemplate', '/components/*/buttons/*/phone_number'),
  templatePart('createFromLibrary', '/library_template_name', 'Meta: Template library'),
  notInFile('unpauseTemplate', 'POST {template}/unpause', 'Meta: Template pausing'),
  notInFile('listLibraryTemplates', 'GET {library}/', 'Meta: Template library'),
  notInFile('uploadTemplateFile', 'POST {app}/uploads', 'Meta: Resumable Upload API'),
  notInFile('uploadTemplateFile', 'POST {upload}/', 'Meta: Resumable Upload API'),
  {
    operations: ['listBlockedUsers'],
    where: 'query',
    keyword: 'undeclared',
    path: 'limit',
    reason: 'The list is paged; the file has no parameters for it.',
    source: 'Meta: Block users',
  },
  {
    operations: ['blockUsers'],
    where: 'status',
    keyword: 'undeclared',
    path: '400',
    reason:
      'When nobody could be blocked the lists come with 400 and code 139100; the file has 200.',
    source: 'Meta: Block users',
  },
  {
    operations: ['getPhoneNumber'],
    where: 'reply',
    keyword: 'undeclared',
    path: '/error/error_data',
    reason: 'The guides advise to act on code and error_data; the file leaves it out here.',
    source: 'Meta: Cloud API error codes',
  },
]
