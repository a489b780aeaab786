import type { ErrorCode } from '../../shared/errors.ts'

/** What kind of trouble a Graph code is (Meta: Cloud API error codes; Groups API error codes). */
export type GraphErrorClass =
  | 'token'
  | 'permission'
  | 'account_stopped'
  | 'call_rate'
  | 'throughput'
  | 'pair_rate'
  | 'group_rate'
  | 'spam'
  | 'temporary'
  | 'request'
  | 'number'
  | 'recipient'
  | 'window'
  | 'frequency_cap'
  | 'opt_out'
  | 'experiment'
  | 'payment'
  | 'display_name'
  | 'template'
  | 'registration'
  | 'marketing_api'
  | 'user_id'
  | 'group'
  | 'participant'
  | 'join_request'
  | 'paging'
  | 'partial'
  | 'picture'
  | 'block_list'
  | 'insights'

/**
 * When the same call may be made again. `backoff`: growing waits with jitter; `pair`: 4^n seconds
 * for this recipient; `after_minutes`: a minute or more; `not_before_24h`: a day later at the
 * earliest, by a person's decision.
 */
export type RetryRule = 'never' | 'backoff' | 'pair' | 'after_minutes' | 'not_before_24h'

/** How far the trouble reaches: everything in that reach has to wait for a person or a delay. */
export type ErrorReach = 'nothing' | 'recipient' | 'group' | 'number' | 'account' | 'marketing'

/** Operations for which a refusal says that the wanted state is there already. */
export type SettledOperation = 'remove_participant' | 'decide_join_request' | 'delete_group'

export interface ErrorTableEntry {
  readonly class: GraphErrorClass
  readonly appErrorCode: ErrorCode
  readonly retry: RetryRule
  readonly stops: ErrorReach
  readonly treatAsDone?: SettledOperation
  /** The person has withdrawn the permission: never write to them again on own initiative. */
  readonly suppress?: 'opt_out'
}

function entry(
  errorClass: GraphErrorClass,
  appErrorCode: ErrorCode,
  retry: RetryRule = 'never',
  stops: ErrorReach = 'nothing',
  more: Pick<ErrorTableEntry, 'treatAsDone' | 'suppress'> = {},
): ErrorTableEntry {
  return { class: errorClass, appErrorCode, retry, stops, ...more }
}

const token = entry('token', 'token_invalid', 'never', 'account')
const permission = entry('permission', 'permission_missing', 'never', 'account')
const stopped = entry('account_stopped', 'account_restricted', 'never', 'account')
const callRate = entry('call_rate', 'rate_limited', 'backoff', 'account')
const temporary = entry('temporary', 'temporary_failure', 'backoff')
const request = entry('request', 'request_refused')
const template = entry('template', 'template_not_approved')
const templateParameters = entry('template', 'template_parameters_wrong')
const templateCreation = entry('template', 'request_refused')
const registration = entry('registration', 'request_refused', 'never', 'number')
const marketingApi = entry('marketing_api', 'request_refused', 'never', 'marketing')
const userId = entry('user_id', 'request_refused')
const blockList = entry('block_list', 'request_refused')
const picture = entry('picture', 'request_refused')
const unreachable = entry('recipient', 'recipient_unreachable', 'never', 'recipient')

/** Every code that Meta's pages name for the calls of this app. The codes 200 to 299 are a range. */
export const errorTable: ReadonlyMap<number, ErrorTableEntry> = new Map<number, ErrorTableEntry>([
  [0, token],
  [190, token],
  [3, permission],
  [10, permission],

  [368, stopped],
  [130497, stopped],
  [131031, stopped],
  [131064, entry('spam', 'account_restricted', 'never', 'account')],

  [4, callRate],
  [80007, callRate],
  [130429, entry('throughput', 'rate_limited', 'backoff', 'number')],
  [131056, entry('pair_rate', 'pair_rate_limited', 'pair', 'recipient')],
  [131048, entry('spam', 'spam_limited', 'never', 'marketing')],

  [1, temporary],
  [2, temporary],
  [131000, temporary],
  [131016, temporary],
  [133004, temporary],
  [131057, entry('temporary', 'temporary_failure', 'after_minutes', 'number')],

  [100, request],
  [131008, request],
  [131009, request],
  [131005, entry('permission', 'permission_missing', 'never', 'account')],
  [131021, request],
  [131045, entry('registration', 'request_refused', 'never', 'number')],
  [135000, request],
  [131051, request],
  [130501, request],
  [131052, request],
  [131053, request],
  [33, entry('number', 'not_found', 'never', 'number')],
  [803, entry('request', 'not_found')],

  [131026, unreachable],
  [131030, entry('recipient', 'recipient_not_allowed', 'never', 'recipient')],
  [130403, entry('recipient', 'recipient_blocked_business', 'never', 'recipient')],
  [137000, unreachable],
  [131047, entry('window', 'window_closed', 'never', 'recipient')],
  [131049, entry('frequency_cap', 'frequency_capped', 'not_before_24h', 'recipient')],
  [131050, entry('opt_out', 'opted_out', 'never', 'recipient', { suppress: 'opt_out' })],
  [130472, entry('experiment', 'recipient_unreachable', 'never', 'recipient')],

  [131042, entry('payment', 'payment_missing', 'never', 'account')],
  [131037, entry('display_name', 'request_refused', 'never', 'number')],

  [132000, templateParameters],
  [132001, template],
  [132005, templateParameters],
  [132007, template],
  [132012, templateParameters],
  [132015, template],
  [132016, template],
  [132018, templateParameters],
  [132068, template],
  [132069, template],
  ...[2388019, 2388039, 2388040, 2388047, 2388072, 2388073, 2388293, 2388299].map(
    (code) => [code, templateCreation] as const,
  ),

  ...[133000, 133005, 133006, 133008, 133009, 133010, 133016].map(
    (code) => [code, registration] as const,
  ),
  [133015, entry('registration', 'temporary_failure', 'after_minutes', 'number')],

  ...[131055, 131063, 134011, 134100, 134101, 134102].map((code) => [code, marketingApi] as const),
  ...[131062, 147001, 147002, 147003, 147004, 147005].map((code) => [code, userId] as const),
  ...[200005, 200006, 200007].map((code) => [code, entry('insights', 'request_refused')] as const),

  ...[139100, 139101, 139102, 139103].map((code) => [code, blockList] as const),

  [131020, entry('group', 'group_has_nobody_else', 'never', 'group')],
  [131041, entry('group', 'group_gone', 'never', 'group', { treatAsDone: 'delete_group' })],
  [131059, entry('paging', 'temporary_failure', 'backoff')],
  [131201, entry('partial', 'request_refused')],
  [131202, entry('participant', 'request_refused')],
  [131203, entry('join_request', 'request_refused', 'never', 'recipient')],
  [131204, entry('group', 'group_full')],
  [131207, entry('group', 'group_suspended', 'never', 'group')],
  [131208, entry('group_rate', 'rate_limited', 'backoff', 'number')],
  [131209, picture],
  [131210, picture],
  [131211, entry('group', 'group_creation_stopped')],
  [
    131212,
    entry('participant', 'participant_not_in_group', 'never', 'nothing', {
      treatAsDone: 'remove_participant',
    }),
  ],
  [
    131213,
    entry('join_request', 'join_request_gone', 'never', 'nothing', {
      treatAsDone: 'decide_join_request',
    }),
  ],
  [131214, entry('group', 'group_creation_stopped')],
  [131215, entry('group', 'groups_not_eligible')],
])

/** The entry of a code, or undefined for one that no page names. */
export function findErrorEntry(code: number): ErrorTableEntry | undefined {
  return errorTable.get(code) ?? (code >= 200 && code <= 299 ? permission : undefined)
}
