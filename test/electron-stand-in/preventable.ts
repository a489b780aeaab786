/** An event whose default the listener may take away, as Electron hands out. */
export interface Preventable {
  readonly defaultPrevented: boolean
  preventDefault(): void
}

export function preventable<T extends object>(fields: T): T & Preventable {
  let isPrevented = false
  return {
    ...fields,
    get defaultPrevented() {
      return isPrevented
    },
    preventDefault() {
      isPrevented = true
    },
  }
}
