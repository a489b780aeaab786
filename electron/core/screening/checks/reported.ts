import { found, unknown, type Check } from '../finding.ts'

/** Somebody complained about the person, and the shop noted it. */
export const checkReported: Check = ({ facts }) => {
  const reports = facts.evidence.filter((item) => item.kind === 'reported')
  if (reports.length === 0) return unknown('reported_never')
  const at = Math.max(...reports.map((report) => report.at))
  return found(reports.length === 1 ? -0.7 : -1, 'reported', { count: reports.length, at })
}
