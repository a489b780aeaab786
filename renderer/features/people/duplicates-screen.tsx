import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowsJoin, IconUsersPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showDone } from '../../lib/notify.tsx'
import { Link } from '../../lib/router.ts'
import { useInfinitePages } from '../../lib/use-call.ts'
import { useKeys } from '../../lib/use-keys.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PairSide, type Pair } from './pair-side.tsx'
import { personName } from './person-name.ts'
import { usePeopleCommand } from './use-people-command.ts'
import classes from './people.module.css'

/** People who seem to be here twice, pair by pair: put together, or said to be different. */
export function DuplicatesScreen() {
  const { t } = useTranslation()
  const pages = useInfinitePages('contacts.duplicates', { limit: 50 })
  const [at, setAt] = useState(0)
  const [lastMerge, setLastMerge] = useState<LastMerge | null>(null)
  const { items, total } = pages
  const index = Math.min(at, Math.max(0, items.length - 1))
  const pair = items[index]
  const move = (by: number) => {
    const next = Math.max(0, Math.min(items.length - 1, index + by))
    if (next >= items.length - 5) pages.fetchNextPage()
    setAt(next)
  }
  return (
    <>
      <PageHeader
        title={t('people.duplicates.title')}
        subtitle={
          total > 0
            ? `${t('people.duplicates.left', { count: total })} · ${t('people.duplicates.intro')}`
            : t('people.duplicates.intro')
        }
      />
      {lastMerge === null ? null : <Undo merge={lastMerge} onDone={() => setLastMerge(null)} />}
      {pages.error !== null ? (
        <ErrorState error={pages.error} retry={pages.refetch} />
      ) : pages.isLoading ? (
        <LoadingState />
      ) : pair === undefined ? (
        <EmptyState
          icon={<IconUsersPlus size={22} />}
          title={t('people.duplicates.noneTitle')}
          text={t('people.duplicates.noneText')}
          action={
            <Button variant="default" component={Link} to="/people">
              {t('people.page.back')}
            </Button>
          }
        />
      ) : (
        <PairCard
          key={`${pair.one.id} ${pair.other.id}`}
          pair={pair}
          position={t('people.duplicates.position', { at: index + 1, count: total })}
          move={move}
          onMerged={setLastMerge}
        />
      )}
    </>
  )
}

interface LastMerge {
  readonly mergeId: string
  readonly intoId: string
  readonly name: string
}

interface UndoProps {
  readonly merge: LastMerge
  readonly onDone: () => void
}

function Undo({ merge, onDone }: UndoProps) {
  const { t } = useTranslation()
  const split = usePeopleCommand('contacts.split', {
    onSuccess: () => {
      showDone(t('people.merges.done'))
      onDone()
    },
  })
  const undo = () => split.mutate({ mergeId: merge.mergeId })
  useKeys(!split.isPending, { z: undo })
  return (
    <Alert mb="md" icon={<IconArrowsJoin aria-hidden />} role="status">
      <Group gap="sm">
        <Text>
          {t('people.duplicates.merged')} <Link to={`/people/${merge.intoId}`}>{merge.name}</Link>
        </Text>
        <Button
          variant="default"
          size="compact-sm"
          loading={split.isPending}
          rightSection={<Kbd keys={['Z']} />}
          onClick={undo}
        >
          {t('people.duplicates.undo')}
        </Button>
      </Group>
    </Alert>
  )
}

interface PairCardProps {
  readonly pair: Pair
  readonly position: string
  readonly move: (by: number) => void
  readonly onMerged: (merge: LastMerge) => void
}

/** Who stays at first: whoever is known better, by orders, then by being here longer. */
function betterKnown({ one, other }: Pair): 'one' | 'other' {
  if (one.orderCount !== other.orderCount)
    return one.orderCount > other.orderCount ? 'one' : 'other'
  return one.createdAt <= other.createdAt ? 'one' : 'other'
}

function PairCard({ pair, position, move, onMerged }: PairCardProps) {
  const { t } = useTranslation()
  const [stays, setStays] = useState(() => betterKnown(pair))
  const into = pair[stays]
  const from = stays === 'one' ? pair.other : pair.one
  const merge = usePeopleCommand('contacts.merge', {
    onSuccess: ({ mergeId }) => onMerged({ mergeId, intoId: into.id, name: personName(into, t) }),
  })
  const dismiss = usePeopleCommand('contacts.dismissDuplicate')
  const isBusy = merge.isPending || dismiss.isPending
  const join = () => merge.mutate({ intoId: into.id, fromId: from.id })
  const differ = () => dismiss.mutate({ oneId: pair.one.id, otherId: pair.other.id })
  useKeys(!isBusy, {
    m: join,
    d: differ,
    s: () => setStays(stays === 'one' ? 'other' : 'one'),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    ArrowLeft: () => setStays('one'),
    ArrowRight: () => setStays('other'),
  })
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text aria-live="polite">
          {t('people.duplicates.because', {
            reasons: pair.reasons.map((reason) => t(`people.duplicates.reason.${reason}`)),
          })}
        </Text>
        <Text c="dimmed">{position}</Text>
      </Group>
      <div className={classes['pairs']} role="radiogroup" aria-label={t('people.duplicates.who')}>
        {(['one', 'other'] as const).map((side) => (
          <PairSide
            key={side}
            contact={pair[side]}
            isStaying={stays === side}
            onStay={() => setStays(side)}
          />
        ))}
      </div>
      <Group gap="sm">
        <Button loading={merge.isPending} rightSection={<Kbd keys={['M']} />} onClick={join}>
          {t('people.duplicates.merge', { name: personName(into, t) })}
        </Button>
        <Button
          variant="default"
          loading={dismiss.isPending}
          rightSection={<Kbd keys={['D']} />}
          onClick={differ}
        >
          {t('people.duplicates.different')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('people.duplicates.keys')}
        </Text>
      </Group>
    </Stack>
  )
}
