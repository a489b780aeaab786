import { phoneGroupMembers } from './phone-group-story.ts'
import { demoPhoneGroup } from './resources.ts'

/**
 * The list of the ordinary group's present members as a CSV with the columns `number`, `name`,
 * `admin` and `joined` (a day), as an owner would keep it in a spreadsheet. `now` is Unix
 * milliseconds.
 */
export function buildDemoMembersCsv(now: number): string {
  const rows = phoneGroupMembers(now)
    .filter(({ leftAt }) => leftAt === undefined)
    .map(({ phone, name, isAdmin, joinedAt }) => [
      phone,
      name,
      isAdmin ? 'yes' : 'no',
      new Date(joinedAt).toISOString().slice(0, 10),
    ])
  const { owner, ownerPhone } = demoPhoneGroup
  const all = [['number', 'name', 'admin', 'joined'], [ownerPhone, owner, 'yes', ''], ...rows]
  return `${all.map((cells) => cells.map(quote).join(',')).join('\r\n')}\r\n`
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
