/** What is kept of whom no longer than it is needed. */
export const cleanUpCalls = {} as const
