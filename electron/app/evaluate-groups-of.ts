import { all } from '../store/statement.ts'
import type { CommandContext } from './context.ts'
import { evaluateGroup } from './evaluate-group.ts'

/** Rules look at consent and lists, so the groups of these people are judged again. */
export function evaluateGroupsOf(context: CommandContext, contactIds: readonly string[]): void {
  const groups = all<{ group_id: string }>(
    context.db,
    `SELECT DISTINCT group_id FROM participant WHERE left_at IS NULL AND contact_id IN (SELECT value FROM json_each($ids))`,
    { ids: JSON.stringify(contactIds) },
  )
  for (const group of groups) evaluateGroup(context, group.group_id)
}
