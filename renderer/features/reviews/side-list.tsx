import { Select, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconFlag } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ReviewItem } from '../../../shared/domain/reviews.ts'
import { useFormat } from '../../lib/format.ts'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { DecisionBadge } from './decision-badge.tsx'
import { countInView, itemViews } from './review-counts.ts'
import type { Sitting } from './use-sitting.ts'
import classes from './reviews.module.css'

const keyOf = (item: ReviewItem) => item.id
const rowHeight = () => 37

/** All members of the view beside the card; a click puts a member's card up. */
export function SideList({ sitting }: { readonly sitting: Sitting }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Stack gap="xs">
      <Select
        label={t('reviews.list.filter')}
        allowDeselect={false}
        value={sitting.view}
        onChange={(value) => {
          const view = itemViews.find((one) => one === value)
          if (view !== undefined) sitting.setView(view)
        }}
        data={itemViews.map((value) => ({
          value,
          label: `${t(`reviews.list.${value}`)} (${format.number(countInView(sitting.summary, value))})`,
        }))}
      />
      {sitting.items.length === 0 ? (
        <Text c="dimmed" ta="center" py="md">
          {t('reviews.list.empty')}
        </Text>
      ) : (
        <VirtualList
          label={t('reviews.list.label')}
          items={sitting.items}
          itemKey={keyOf}
          estimateSize={rowHeight}
          activeIndex={sitting.index}
          onEndReached={sitting.fetchNextPage}
          maxHeight="calc(100dvh - 17rem)"
          renderItem={(item, index) => (
            <SideRow
              item={item}
              isCurrent={index === sitting.index}
              onClick={() => sitting.goTo(index)}
            />
          )}
        />
      )}
    </Stack>
  )
}

interface SideRowProps {
  readonly item: ReviewItem
  readonly isCurrent: boolean
  readonly onClick: () => void
}

function SideRow({ item, isCurrent, onClick }: SideRowProps) {
  const { t } = useTranslation()
  return (
    <UnstyledButton className={classes['row']} aria-current={isCurrent} onClick={onClick}>
      <span className={classes['rowName']}>{item.member.name}</span>
      {item.criteria.length === 0 ? null : (
        <IconFlag
          size={14}
          color="var(--mantine-color-amber-text)"
          role="img"
          aria-label={t('reviews.list.isFlagged')}
        />
      )}
      {item.decision === null ? null : <DecisionBadge decision={item.decision} />}
    </UnstyledButton>
  )
}
