import type { ScreeningPreset, ScreeningSettings } from './screening.ts'

const weights: ScreeningSettings['weights'] = {
  block_list: 100,
  reported: 60,
  removed_before: 50,
  identity: 50,
  orders: 50,
  consent: 20,
  number: 15,
  market: 15,
  delivery: 20,
  age: 15,
  same_person: 30,
  flood: 40,
  repeated_text: 50,
  link_only: 40,
}
const limits: ScreeningSettings['limits'] = {
  knownDays: 90,
  floodMessages: 15,
  sameTextGroups: 3,
  linkMessages: 3,
  sameNameContacts: 3,
}

/**
 * Where an owner can begin. Careful: somebody of the shop has to have seen the person. Normal: an order, or
 * several smaller signs together. Open: a plausible number of a country sold to is enough.
 */
export const screeningPresets: Readonly<Record<ScreeningPreset, ScreeningSettings>> = {
  careful: {
    trustAt: 60,
    rejectAt: -30,
    weights: { ...weights, identity: 60, orders: 40, number: 10, market: 10, age: 10 },
    limits: { ...limits, knownDays: 180, floodMessages: 10, sameTextGroups: 2, linkMessages: 2 },
    markets: [],
  },
  normal: { trustAt: 40, rejectAt: -40, weights, limits, markets: [] },
  open: {
    trustAt: 15,
    rejectAt: -60,
    weights: { ...weights, number: 20, market: 20 },
    limits: { ...limits, knownDays: 30, floodMessages: 30, sameTextGroups: 5, linkMessages: 5 },
    markets: [],
  },
}
