export type Value = number
