export const used = fetch
