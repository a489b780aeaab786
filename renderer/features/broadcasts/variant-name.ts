/** Letter of a variant: A for the first. */
export function variantName(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index)
}
