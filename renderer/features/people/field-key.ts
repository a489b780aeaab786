const keyLimit = 40

/** A key for a field of this label that is not taken yet: `favourite_flower`, `field_2` for one in Chinese. */
export function newFieldKey(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, keyLimit - 4)
  const base = plain === '' ? 'field' : plain
  if (plain !== '' && !taken.includes(base)) return base
  for (let count = 1; ; count += 1) {
    const key = `${base}_${count}`
    if (!taken.includes(key)) return key
  }
}
