/** Words and HTTP status of the codes that the sandbox can answer with (Meta: error codes pages). */
interface KnownCode {
  readonly http: number
  readonly title: string
}

const knownCodes: Readonly<Record<number, KnownCode>> = {
  1: { http: 500, title: 'API Unknown' },
  2: { http: 503, title: 'API Service' },
  4: { http: 400, title: 'Application request limit reached' },
  10: { http: 403, title: 'Permission Denied' },
  100: { http: 400, title: 'Invalid parameter' },
  190: { http: 401, title: 'Access token has expired' },
  200: { http: 403, title: 'API Permission' },
  368: { http: 403, title: 'Temporarily blocked for policies violations' },
  80007: { http: 400, title: 'Rate limit issues' },
  130403: { http: 400, title: 'Recipient is blocked by this business' },
  130429: { http: 429, title: 'Rate limit hit' },
  130472: { http: 400, title: "User's number is part of an experiment" },
  130497: {
    http: 403,
    title: 'Business account is restricted from messaging users in this country',
  },
  131000: { http: 500, title: 'Something went wrong' },
  131005: { http: 403, title: 'Access denied' },
  131008: { http: 400, title: 'Required parameter is missing' },
  131009: { http: 400, title: 'Parameter value is not valid' },
  131016: { http: 503, title: 'Service unavailable' },
  131020: { http: 400, title: 'Group cannot be messaged' },
  131021: { http: 400, title: 'Recipient cannot be sender' },
  131026: { http: 400, title: 'Message undeliverable' },
  131030: { http: 400, title: 'Recipient phone number not in allowed list' },
  131031: { http: 403, title: 'Business account has been locked' },
  131037: { http: 400, title: 'Display name approval is needed' },
  131041: { http: 400, title: 'Group unknown' },
  131042: { http: 402, title: 'Business eligibility payment issue' },
  131045: { http: 400, title: 'Incorrect certificate' },
  131047: { http: 400, title: 'Re-engagement message' },
  131048: { http: 429, title: 'Spam rate limit hit' },
  131049: { http: 400, title: 'Not delivered to maintain healthy ecosystem engagement' },
  131050: { http: 400, title: 'User has stopped marketing messages from this business' },
  131051: { http: 400, title: 'Unsupported message type' },
  131052: { http: 400, title: 'Media download error' },
  131053: { http: 400, title: 'Media upload error' },
  131056: { http: 429, title: 'Business account and consumer account pair rate limit hit' },
  131057: { http: 400, title: 'Account is in maintenance mode' },
  131059: { http: 400, title: 'Invalid cursor' },
  131062: { http: 400, title: 'Business-scoped user id is not allowed here' },
  131064: { http: 403, title: 'Account is under enforcement' },
  131201: { http: 206, title: 'Partial success' },
  131202: { http: 400, title: 'Duplicate participant' },
  131203: { http: 400, title: 'Participant has not accepted the terms' },
  131204: { http: 400, title: 'Participant limit reached' },
  131207: { http: 403, title: 'Group is suspended' },
  131208: { http: 429, title: 'Too many group operations' },
  131209: { http: 400, title: 'Group picture is not square' },
  131210: { http: 400, title: 'Group picture is too small' },
  131211: { http: 400, title: 'Group creation limit reached' },
  131212: { http: 400, title: 'Participant is not in the group' },
  131213: { http: 400, title: 'Join request does not exist' },
  131214: { http: 400, title: 'Group creation is off for now' },
  131215: { http: 400, title: 'Number is not eligible for groups' },
  132000: { http: 400, title: 'Template parameter count mismatch' },
  132001: { http: 404, title: 'Template does not exist in the translation' },
  132005: { http: 400, title: 'Template hydrated text too long' },
  132007: { http: 400, title: 'Template format character policy violated' },
  132012: { http: 400, title: 'Template parameter format mismatch' },
  132015: { http: 400, title: 'Template is paused' },
  132016: { http: 400, title: 'Template is disabled' },
  133004: { http: 503, title: 'Server temporarily unavailable' },
  133010: { http: 400, title: 'Phone number not registered' },
  139100: { http: 400, title: 'Failed to block or unblock some users' },
  139101: { http: 400, title: 'Blocklist limit reached' },
  139103: { http: 400, title: 'User cannot be blocked' },
}

export const codes = Object.keys(knownCodes).map(Number)

export interface FailureOptions {
  readonly subcode?: number
  readonly http?: number
}

/** A refusal in Graph's own words. `details` is for people; nothing of the caller's goes into it. */
export class GraphFailure extends Error {
  readonly code: number
  readonly details: string
  readonly http: number
  readonly subcode: number | undefined

  constructor(code: number, details: string, options: FailureOptions = {}) {
    super(titleOf(code))
    this.name = 'GraphFailure'
    this.code = code
    this.details = details
    this.http = options.http ?? knownCodes[code]?.http ?? 400
    this.subcode = options.subcode
  }
}

/** An id that this token cannot see, in the words that Graph has for all object types. */
export function unknownObject(method: string): GraphFailure {
  return new GraphFailure(
    100,
    `Unsupported ${method.toLowerCase()} request. The object does not exist or cannot be loaded.`,
    { subcode: 33 },
  )
}

export function titleOf(code: number): string {
  return knownCodes[code]?.title ?? 'Unknown error'
}

/** The body of a refused call. */
export function errorBody(failure: GraphFailure, traceId: string): unknown {
  return {
    error: {
      message: `(#${failure.code}) ${failure.message}`,
      type: 'OAuthException',
      code: failure.code,
      ...(failure.subcode === undefined ? {} : { error_subcode: failure.subcode }),
      error_data: { messaging_product: 'whatsapp', details: failure.details },
      ...(failure.http >= 500 ? { is_transient: true } : {}),
      fbtrace_id: traceId,
    },
  }
}

export interface ErrorItem {
  readonly code: number
  readonly title: string
  readonly message: string
  readonly error_data: { readonly details: string }
}

/** The short form that stands in lists of errors: statuses, webhooks, partial replies. */
export function errorItem(code: number, details?: string): ErrorItem {
  const title = titleOf(code)
  return { code, title, message: title, error_data: { details: details ?? title } }
}
