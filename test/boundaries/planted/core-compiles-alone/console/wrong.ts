export const used = console.log
