/** Asks until the answer is right, for what arrives by way of events; the last answer in any case. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isRight: (value: T) => boolean,
): Promise<T> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const value = await ask()
    if (isRight(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return ask()
}
