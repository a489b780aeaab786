import { Chip, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timelineKind } from '../../../shared/domain/contacts.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { explain } from '../../lib/explain.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { useInfinitePages } from '../../lib/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import classes from './people.module.css'

type Item = CallOutput<'contacts.timeline'>['items'][number]

const keyOf = (item: Item) => item.key
const heightOf = (item: Item) => (item.text === null ? 40 : 62)

/** Everything that happened with a person, newest first, of all kinds or of those chosen. */
export function TimelineTab({ contactId }: { readonly contactId: string }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string[]>([])
  const kinds = timelineKind.options.filter((kind) => chosen.includes(kind))
  const pages = useInfinitePages('contacts.timeline', {
    contactId,
    ...(kinds.length === 0 ? {} : { kinds }),
  })
  return (
    <Stack gap="md">
      <Chip.Group multiple value={chosen} onChange={setChosen}>
        <Group gap={6} role="group" aria-label={t('people.timelineFilter')}>
          {timelineKind.options.map((kind) => (
            <Chip key={kind} value={kind} size="xs">
              {t(`people.timelineKind.${kind}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {pages.error !== null ? (
        <ErrorState error={pages.error} retry={pages.refetch} />
      ) : pages.isLoading ? (
        <LoadingState />
      ) : pages.items.length === 0 ? (
        <EmptyState title={t('people.timelineNone')} />
      ) : (
        <VirtualList
          label={t('people.tabs.timeline')}
          items={pages.items}
          itemKey={keyOf}
          estimateSize={heightOf}
          onEndReached={pages.fetchNextPage}
          maxHeight="calc(100dvh - 24rem)"
          renderItem={(item) => <Event item={item} />}
        />
      )}
    </Stack>
  )
}

/** An own purpose has a name, a built-in one has words; evidence that was taken back is told as such. */
function inWords({ explanation }: Item): Item['explanation'] {
  const { purposeName, isWithdrawn, ...params } = explanation.params
  if (typeof purposeName === 'string' && purposeName !== '')
    return { ...explanation, params: { ...params, purpose: purposeName } }
  const isTakenBack = explanation.code === 'screening_evidence' && isWithdrawn === true
  return { code: isTakenBack ? `${explanation.code}_withdrawn` : explanation.code, params }
}

function Event({ item }: { readonly item: Item }) {
  const { t } = useTranslation()
  const format = useFormat()
  const neutral = t('people.timelineOther', { kind: t(`people.timelineKind.${item.kind}`) })
  return (
    <div className={classes['event']}>
      <Text size="sm" c="dimmed">
        <time dateTime={new Date(item.at).toISOString()}>{format.dateTime(item.at)}</time>
      </Text>
      <div>
        {explain(inWords(item), 'people.timeline', neutral)}
        {item.groupId === null ? null : (
          <>
            {' '}
            <Link to={`/groups/${item.groupId}`}>{t('people.toGroup')}</Link>
          </>
        )}
        {item.text === null ? null : <p className={classes['quoted']}>{item.text}</p>}
      </div>
    </div>
  )
}
