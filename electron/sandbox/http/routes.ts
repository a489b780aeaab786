import type { Kernel } from '../kernel.ts'
import type { Answer, Call } from './call.ts'

/** Handler of one edge of a phone number, a WABA, or the app. */
export type Handler = (kernel: Kernel, call: Call) => Answer | Promise<Answer>

/** Handler of one edge of an object that the id names. */
export type ObjectHandler<T> = (kernel: Kernel, call: Call, object: T) => Answer | Promise<Answer>

/** By `METHOD /edge`; the object itself is `METHOD /`. */
export type Routes<H> = Readonly<Record<string, H>>
