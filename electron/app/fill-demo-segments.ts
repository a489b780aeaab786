import type { Locale } from '../../shared/domain/common.ts'
import type { SegmentGroup } from '../../shared/domain/segments.ts'
import type { CallDemo } from './demo-call.ts'

const agreed = {
  type: 'consent',
  purpose: 'marketing',
  operator: 'is',
  state: 'given',
} as const

const all = (...of: SegmentGroup['of']): SegmentGroup => ({ type: 'all', isNot: false, of })

/** Segments that a shop begins with, over the demo shop's fictional customers, and their classes. */
export async function fillDemoSegments(call: CallDemo, language: Locale): Promise<void> {
  await call('rfm.recompute', {})
  const names =
    language === 'en'
      ? [
          'Loyal, agreed to offers',
          'Bought twice in 90 days, not in 30',
          'Slipping away',
          'Fell in loyalty in 3 months',
        ]
      : ['忠实且同意接收优惠', '90 天内买过两次、近 30 天没买', '正在流失', '近 3 个月忠诚度下降']
  const conditions = [
    all({ type: 'tier', operator: 'in', tiers: ['loyal'] }, agreed),
    all(
      { type: 'orders', measure: 'count', withinDays: 90, comparison: 'ge', value: 2 },
      { type: 'orders', measure: 'count', withinDays: 30, comparison: 'eq', value: 0 },
    ),
    all({ type: 'rfm', operator: 'in', classes: ['at_risk', 'cannot_lose', 'about_to_sleep'] }),
    all({ type: 'movedDown', what: 'tier', withinMonths: 3 }),
  ]
  for (const [index, group] of conditions.entries())
    await call('segments.save', { name: names[index] ?? '', conditions: group })
  await keepGroup(call, language)
}

/** Tag of the demo shop's customers who ordered flowers for a wedding. */
const weddingTag = 'wedding'
const weddingGroup = /^Wedding/

/**
 * A group kept by a segment: most of its members are in the segment, some of the segment are missing, and
 * one member no longer fits. WhatsApp's own invitation is at hand.
 */
async function keepGroup(call: CallDemo, language: Locale): Promise<void> {
  await call('templates.addGroupInvite', { language: language === 'en' ? 'en' : 'zh_CN' })
  const { items } = await call('groups.list', { kind: 'managed', limit: 500 })
  const group = items.find(({ subject }) => weddingGroup.test(subject))
  const { tags } = await call('tags.list', {})
  const tag = tags.find(({ name }) => name === weddingTag)
  if (!group || !tag) return
  const members = await call('members.list', { groupId: group.id, limit: 500 })
  const [, ...fitting] = members.items.filter((member) => !member.isAdmin)
  await call('tags.assign', {
    tagId: tag.id,
    target: { contactIds: fitting.map((member) => member.contactId) },
    isOn: true,
  })
  const segment = await call('segments.save', {
    name: language === 'en' ? 'Wedding customers' : '婚礼客户',
    conditions: all({ type: 'tag', operator: 'any', tagIds: [tag.id] }),
  })
  await call('groupSegments.set', { groupId: group.id, segmentId: segment.id })
}
