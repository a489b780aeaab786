import type { Member } from '../../../../shared/domain/members.ts'
import { chance, dayMs, fakeId, shopNow } from './basics.ts'
import { groups } from './groups.ts'

const families = [
  '陈',
  '林',
  '黄',
  '周',
  '吴',
  '徐',
  '孙',
  '胡',
  '朱',
  '高',
  '何',
  '郭',
  '罗',
  '梁',
]
const given = [
  '小雨',
  '佳宁',
  '思远',
  '子涵',
  '美玲',
  '志强',
  '雅婷',
  '晓峰',
  '静',
  '梓萱',
  '文博',
  '海燕',
]
const foreign = [
  'Maya Lindqvist',
  'Tomás Arriaga',
  'Priya Nandakumar',
  'Oliver Bexley',
  'Aisha Dlamini',
]

function nameOf(index: number): string {
  if (index % 9 === 4) return foreign[index % foreign.length] ?? ''
  const family = families[index % families.length] ?? ''
  return family + (given[(index * 7) % given.length] ?? '')
}

function memberOf(groupIndex: number, index: number): Member {
  const seed = groupIndex * 1000 + index
  const neverWrote = chance(seed) < 0.18
  const lastWrote = Math.floor(chance(seed + 1) ** 3 * 220)
  const optIn =
    chance(seed + 2) < 0.7 ? 'opted_in' : chance(seed + 3) < 0.75 ? 'unknown' : 'opted_out'
  const isManaged = groupIndex < 3
  return {
    participantId: fakeId('participant', seed),
    contactId: fakeId('contact', seed),
    groupId: fakeId('group', groupIndex),
    name: nameOf(seed),
    username: null,
    maskedNumber:
      seed % 23 === 7 ? null : `+86 13${seed % 10} ···· ${String(1000 + ((seed * 37) % 9000))}`,
    numberState: seed % 23 === 7 ? 'none' : seed % 31 === 5 ? 'invalid' : 'valid',
    source: isManaged ? 'sync' : index % 5 === 0 ? 'csv' : 'chat_export',
    isAdmin: index < 2,
    joinedAt: shopNow - Math.floor(60 + chance(seed + 4) * 400) * dayMs,
    leftAt: null,
    leftReason: null,
    lastWroteAt: neverWrote ? null : shopNow - lastWrote * dayMs,
    messages30: neverWrote || lastWrote > 30 ? 0 : Math.floor(chance(seed + 5) * 40) + 1,
    messages90: neverWrote || lastWrote > 90 ? 0 : Math.floor(chance(seed + 5) * 110) + 1,
    optIn,
    screening: index % 11 === 3 ? 'to_check' : index % 3 === 0 ? 'trusted' : 'not_screened',
    listNames: index % 6 === 0 ? ['VIP'] : [],
    isInBin: false,
  }
}

/** Everyone who is in any group, group by group. */
export const members: readonly Member[] = groups.flatMap((group, groupIndex) =>
  Array.from({ length: group.participantCount }, (_, index) => memberOf(groupIndex, index)),
)

/** Some who have left the big group. */
export const formerMembers: readonly Member[] = Array.from({ length: 9 }, (_, index) => ({
  ...memberOf(3, 400 + index),
  leftAt: shopNow - (index * 6 + 2) * dayMs,
  leftReason: index % 3 === 0 ? 'removed' : 'left',
}))

export const contactLists = [
  { id: fakeId('list', 1), name: 'VIP', size: 84 },
  { id: fakeId('list', 2), name: '2026 春季班', size: 41 },
]
