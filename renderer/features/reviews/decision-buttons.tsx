import { Button, Group } from '@mantine/core'
import { IconArrowBackUp, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ReviewDecision } from '../../../shared/domain/reviews.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { decisionLooks } from './decision-badge.tsx'
import { decisions } from './review-counts.ts'
import type { Sitting } from './use-sitting.ts'
import classes from './reviews.module.css'

const letters: Readonly<Record<ReviewDecision, string>> = {
  keep: 'K',
  remove: 'R',
  ask: 'A',
  later: 'L',
}
const colors: Readonly<Record<ReviewDecision, string>> = {
  keep: 'pine',
  remove: 'red',
  ask: 'amber',
  later: 'gray',
}

interface DecisionButtonsProps {
  readonly sitting: Sitting
  readonly onUndo: () => void
}

/** The four decisions with their keys, and the way back and forth. */
export function DecisionButtons({ sitting, onUndo }: DecisionButtonsProps) {
  const { t } = useTranslation()
  const chosen = sitting.item?.decision ?? null
  return (
    <>
      <div className={classes['decisions']}>
        {decisions.map((decision) => {
          const { Icon } = decisionLooks[decision]
          return (
            <Button
              key={decision}
              variant={chosen === decision ? 'filled' : 'default'}
              color={colors[decision]}
              aria-pressed={chosen === decision}
              aria-keyshortcuts={letters[decision]}
              title={t(`reviews.decisionHelp.${decision}`)}
              leftSection={<Icon size={16} aria-hidden />}
              rightSection={<Kbd keys={[letters[decision]]} />}
              onClick={() => sitting.decide(decision)}
            >
              {t(`reviews.decision.${decision}`)}
            </Button>
          )
        })}
      </div>
      <Group justify="space-between" gap="xs">
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-keyshortcuts="Z"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          rightSection={<Kbd keys={['Z']} />}
          onClick={onUndo}
        >
          {t('reviews.undo')}
        </Button>
        <Group gap={4}>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            disabled={sitting.index <= 0}
            leftSection={<IconChevronLeft size={16} aria-hidden />}
            rightSection={<Kbd keys={['←']} />}
            onClick={() => sitting.goTo(sitting.index - 1)}
          >
            {t('reviews.previous')}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            disabled={sitting.index >= sitting.items.length - 1}
            leftSection={<IconChevronRight size={16} aria-hidden />}
            rightSection={<Kbd keys={['→']} />}
            onClick={() => sitting.goTo(sitting.index + 1)}
          >
            {t('reviews.next')}
          </Button>
        </Group>
      </Group>
    </>
  )
}
