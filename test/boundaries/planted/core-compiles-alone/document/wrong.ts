export const used = document
