import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import type { GroupDetail } from './group-detail.ts'

/** The line under a group's name: the facts, then what kind of group it honestly is. */
export function GroupFacts({ group }: { readonly group: GroupDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const members = t('groups.page.members', { count: group.participantCount })
  const facts = [
    group.kind === 'managed' ? `${members} (${t('groups.page.ofEight')})` : members,
    approvalFact(group),
    seenFact(group),
    group.lastMessageAt === null
      ? null
      : { key: 'lastMessage', when: format.relative(group.lastMessageAt) },
    group.nextReviewAt === null ? null : reviewFact(group.nextReviewAt),
  ]
  const words = facts
    .filter((fact) => fact !== null)
    .map((fact) => (typeof fact === 'string' ? fact : t(`groups.page.${fact.key}`, { ...fact })))

  function approvalFact(detail: GroupDetail): string | null {
    if (detail.kind !== 'managed' || detail.joinApprovalMode === null) return null
    const isOn = detail.joinApprovalMode === 'approval_required'
    return t(isOn ? 'groups.page.approvalOn' : 'groups.page.approvalOff')
  }
  function seenFact(detail: GroupDetail): string {
    const [never, seen] =
      detail.kind === 'managed' ? ['neverSynced', 'synced'] : ['neverImported', 'imported']
    if (detail.lastSyncedAt === null) return t(`groups.page.${never}`)
    return t(`groups.page.${seen}`, { when: format.relative(detail.lastSyncedAt) })
  }
  function reviewFact(at: number): string {
    return at <= Date.now()
      ? t('groups.page.reviewDue', { date: format.date(at) })
      : t('groups.page.nextReview', { when: format.relative(at) })
  }

  return (
    <>
      {words.join(' · ')}
      <Text size="sm" c="dimmed" maw="52rem">
        {t(`groups.kindNote.${group.kind}`)}
      </Text>
      {group.description === '' ? null : (
        <Text size="sm" mt={4} maw="52rem" style={{ whiteSpace: 'pre-wrap' }} lineClamp={3}>
          {group.description}
        </Text>
      )}
    </>
  )
}
