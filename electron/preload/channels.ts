/** The only two channels between a page and the main process. */
export const callChannel = 'groupkeeper:call'
export const eventChannel = 'groupkeeper:event'
