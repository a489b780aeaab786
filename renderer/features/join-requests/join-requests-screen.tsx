import { Button, Checkbox, Group, Select, Text } from '@mantine/core'
import { IconDoorEnter } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, navigate, useRoute } from '../../lib/router.ts'
import { useInfinitePages } from '../../lib/use-call.ts'
import { useKeys } from '../../lib/use-keys.ts'
import { BulkBar } from '../../ui/bulk-bar.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { DecideDialog, type PendingDecision } from './decide-dialog.tsx'
import { canDecide, queueLines, type JoinRequest, type QueueLine } from './request-queue.ts'
import { RequestRow } from './request-row.tsx'
import classes from './join-requests.module.css'

/** People waiting to be let in, group by group; `?groupId=` shows one group's. */
export function JoinRequestsScreen() {
  const { t } = useTranslation()
  const groupId = useRoute().search.get('groupId')
  const pages = useInfinitePages('joinRequests.list', groupId === null ? {} : { groupId })
  const waiting = pages.items.filter(canDecide).length
  return (
    <>
      <PageHeader
        title={t('joinRequests.title')}
        subtitle={
          waiting === 0
            ? t('joinRequests.intro')
            : `${t('joinRequests.waiting', { count: waiting })} · ${t('joinRequests.intro')}`
        }
        actions={<GroupFilter groupId={groupId} />}
      />
      {pages.error !== null ? (
        <ErrorState error={pages.error} retry={pages.refetch} />
      ) : pages.isLoading ? (
        <LoadingState />
      ) : pages.items.length === 0 ? (
        <EmptyState
          icon={<IconDoorEnter size={22} />}
          title={t('joinRequests.empty.title')}
          text={t(groupId === null ? 'joinRequests.empty.text' : 'joinRequests.empty.groupText')}
          action={
            <Button variant="default" component={Link} to="/groups">
              {t('joinRequests.empty.action')}
            </Button>
          }
        />
      ) : (
        <Queue requests={pages.items} onEndReached={pages.fetchNextPage} />
      )}
    </>
  )
}

function GroupFilter({ groupId }: { readonly groupId: string | null }) {
  const { t } = useTranslation()
  const groups = useInfinitePages('groups.list', { kind: 'managed', limit: 200 })
  return (
    <Select
      aria-label={t('joinRequests.filter.group')}
      placeholder={t('joinRequests.filter.allGroups')}
      clearable
      searchable
      value={groupId}
      onChange={(value) =>
        navigate(value === null ? '/join-requests' : `/join-requests?groupId=${value}`, {
          replace: true,
        })
      }
      data={groups.items.map((group) => ({ value: group.id, label: group.subject }))}
    />
  )
}

interface QueueProps {
  readonly requests: readonly JoinRequest[]
  readonly onEndReached: () => void
}

const keyOf = (line: QueueLine) =>
  line.type === 'request' ? line.request.id : line.type === 'group' ? line.groupId : line.type
const heightOf = (line: QueueLine) => (line.type === 'request' ? 58 : 42)

function Queue({ requests, onEndReached }: QueueProps) {
  const { t } = useTranslation()
  const queue = useQueue(requests)
  const [decision, setDecision] = useState<PendingDecision | null>(null)
  const decide = (answer: PendingDecision['answer'], about: readonly JoinRequest[]) => {
    if (about.length > 0) setDecision({ answer, requests: about })
  }
  const { current } = queue
  const target = queue.selected.length > 0 ? queue.selected : current === null ? [] : [current]
  useKeys(decision === null, {
    ArrowDown: () => queue.move(1),
    ArrowUp: () => queue.move(-1),
    j: () => queue.move(1),
    k: () => queue.move(-1),
    ' ': () => {
      if (current !== null) queue.select([current], !queue.isSelected(current))
    },
    a: () => decide('approve', target),
    r: () => decide('reject', target),
  })
  const activeIndex = queue.lines.findIndex(
    (line) => line.type === 'request' && line.request.id === current?.id,
  )
  return (
    <>
      <VirtualList
        label={t('joinRequests.title')}
        items={queue.lines}
        itemKey={keyOf}
        estimateSize={heightOf}
        activeIndex={activeIndex}
        onEndReached={onEndReached}
        renderItem={(line) =>
          line.type === 'request' ? (
            <RequestRow
              request={line.request}
              isSelected={queue.isSelected(line.request)}
              isCurrent={line.request.id === current?.id}
              onSelect={(isSelected) => queue.select([line.request], isSelected)}
              onFocus={() => queue.setCurrent(line.request)}
              onApprove={() => decide('approve', [line.request])}
              onReject={() => decide('reject', [line.request])}
            />
          ) : (
            <Heading line={line} queue={queue} />
          )
        }
      />
      <KeyHelp />
      <BulkBar count={queue.selected.length} onClear={queue.clear}>
        <Button onClick={() => decide('approve', queue.selected)}>
          {t('joinRequests.approve', { count: queue.selected.length })}
        </Button>
        <Button variant="default" onClick={() => decide('reject', queue.selected)}>
          {t('joinRequests.reject', { count: queue.selected.length })}
        </Button>
      </BulkBar>
      <DecideDialog
        decision={decision}
        onClose={() => setDecision(null)}
        onDone={() => {
          setDecision(null)
          queue.clear()
        }}
      />
    </>
  )
}

/** Which requests are chosen, and which one the keys are about. */
function useQueue(requests: readonly JoinRequest[]) {
  const lines = useMemo(() => queueLines(requests), [requests])
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set())
  const [currentId, setCurrentId] = useState<string | null>(null)
  const order = lines.flatMap((line) =>
    line.type === 'request' && canDecide(line.request) ? [line.request] : [],
  )
  const at = order.findIndex((request) => request.id === currentId)
  return {
    lines,
    selected: order.filter((request) => selectedIds.has(request.id)),
    current: order[at] ?? null,
    isSelected: (request: JoinRequest) => selectedIds.has(request.id),
    setCurrent: (request: JoinRequest) => setCurrentId(request.id),
    clear: () => setSelectedIds(new Set()),
    select: (about: readonly JoinRequest[], isSelected: boolean) => {
      const next = new Set(selectedIds)
      for (const { id } of about) {
        if (isSelected) next.add(id)
        else next.delete(id)
      }
      setSelectedIds(next)
    },
    move: (by: number) => {
      const to = at < 0 ? 0 : Math.max(0, Math.min(order.length - 1, at + by))
      setCurrentId(order[to]?.id ?? null)
    },
  }
}

interface HeadingProps {
  readonly line: Exclude<QueueLine, { type: 'request' }>
  readonly queue: ReturnType<typeof useQueue>
}

function Heading({ line, queue }: HeadingProps) {
  const { t } = useTranslation()
  if (line.type === 'settled') {
    return (
      <div className={classes['heading']}>
        <Text component="h2" fw={600} m={0}>
          {t('joinRequests.section.settled')}
        </Text>
      </div>
    )
  }
  const chosen = line.requests.filter(queue.isSelected).length
  const isAll = chosen > 0 && chosen === line.requests.length
  return (
    <div className={classes['heading']}>
      {line.requests.length === 0 ? null : (
        <Checkbox
          size="xs"
          aria-label={t('joinRequests.section.selectGroup', { group: line.groupSubject })}
          checked={isAll}
          indeterminate={chosen > 0 && !isAll}
          onChange={() => queue.select(line.requests, !isAll)}
        />
      )}
      <Text component="h2" fw={600} m={0}>
        {line.groupSubject}
      </Text>
      <Text size="sm" c="dimmed">
        {t('joinRequests.waiting', { count: line.requests.length })}
      </Text>
    </div>
  )
}

function KeyHelp() {
  const { t } = useTranslation()
  const keys = [
    ['↑', '↓', 'move'],
    ['␣', 'select'],
    ['A', 'approve'],
    ['R', 'reject'],
  ] as const
  return (
    <Group gap="md" mt="xs" c="dimmed" aria-hidden>
      {keys.map((entry) => {
        const name = entry[entry.length - 1]
        return (
          <Group key={name} gap={6}>
            {entry.slice(0, -1).map((key) => (
              <Kbd key={key} keys={[key]} />
            ))}
            <Text size="sm">{t(`joinRequests.keys.${name}`)}</Text>
          </Group>
        )
      })}
    </Group>
  )
}
