/** Who people really are, as far as evidence tells. */
export const screeningCalls = {} as const
