/** Names under which the app keeps single values among the settings. */

/** Stands while the owner has not shown to hold the recovery code; since when, Unix ms. */
export const recoveryKey = 'recovery.unconfirmedSince'
/** Error code for which all sending is stopped until a person has acted. */
export const stoppedKey = 'account.stopped'
/** Where the receiver of updates listens; empty while it does not. */
export const receiverKey = 'updates.receiverUrl'
export const receivedCounter = 'updates.received'
export const refusedCounter = 'updates.refused'
export const lastUpdateKey = 'updates.lastAt'
export const syncedAtKey = 'sync.finishedAt'
export const syncErrorKey = 'sync.errorCode'
/** Words that mean stop and start, once the owner has changed them; JSON. */
export const optOutWordsKey = 'consent.optOutWords'
