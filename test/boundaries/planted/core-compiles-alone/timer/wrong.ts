export const used = setTimeout
