import { Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ScreenedPerson } from '../../../shared/domain/screening.ts'
import { ScreeningBadge } from '../../lib/screening-badge.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { signed } from './reasons.tsx'
import type { Queue } from './use-queue.ts'
import classes from './screening.module.css'

const keyOf = (person: ScreenedPerson) => person.contactId
const rowHeight = () => 37

/** Everybody in the queue beside the card; a click puts a person's card up. */
export function QueueList({ queue }: { readonly queue: Queue }) {
  const { t } = useTranslation()
  return (
    <VirtualList
      label={t('screening.list')}
      items={queue.items}
      itemKey={keyOf}
      estimateSize={rowHeight}
      activeIndex={queue.index}
      onEndReached={queue.fetchNextPage}
      maxHeight="calc(100dvh - 20rem)"
      renderItem={(person, index) => (
        <UnstyledButton
          className={classes['row']}
          aria-current={index === queue.index}
          onClick={() => queue.goTo(index)}
        >
          <span className={classes['rowName']}>{person.name}</span>
          <Mark person={person} queue={queue} />
        </UnstyledButton>
      )}
    />
  )
}

function Mark({ person, queue }: { readonly person: ScreenedPerson; readonly queue: Queue }) {
  const word = queue.wordOn(person.contactId)
  if (word !== null && word !== 'checks') return <ScreeningBadge verdict={word} />
  return (
    <Text span size="sm" c="dimmed">
      {person.score === null ? '—' : signed(person.score)}
    </Text>
  )
}
