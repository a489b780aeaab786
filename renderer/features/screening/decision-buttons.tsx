import { Button, Group } from '@mantine/core'
import {
  IconArrowBackUp,
  IconFilePlus,
  IconShieldCheck,
  IconShieldX,
  IconUserSearch,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ScreeningWord } from '../../../shared/domain/screening.ts'
import { Kbd } from '../../ui/kbd.tsx'
import classes from './screening.module.css'

const words = [
  { word: 'trusted', letter: 'T', color: 'pine', Icon: IconShieldCheck },
  { word: 'rejected', letter: 'R', color: 'red', Icon: IconShieldX },
  { word: 'to_check', letter: 'C', color: 'amber', Icon: IconUserSearch },
] as const

interface DecisionButtonsProps {
  /** The owner's word so far. */
  readonly chosen: ScreeningWord | null
  readonly onDecide: (word: ScreeningWord) => void
  readonly onAddEvidence: () => void
  readonly onUndo: () => void
}

/** The owner's word and the way back, each with its key. */
export function DecisionButtons(props: DecisionButtonsProps) {
  const { t } = useTranslation()
  return (
    <>
      <div className={classes['decisions']}>
        {words.map(({ word, letter, color, Icon }) => (
          <Button
            key={word}
            variant={props.chosen === word ? 'filled' : 'default'}
            color={color}
            aria-pressed={props.chosen === word}
            aria-keyshortcuts={letter}
            title={t(`screening.decideHelp.${word}`)}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={<Kbd keys={[letter]} />}
            onClick={() => props.onDecide(word)}
          >
            {t(`screening.decide.${word}`)}
          </Button>
        ))}
        <Button
          variant="default"
          aria-keyshortcuts="E"
          leftSection={<IconFilePlus size={16} aria-hidden />}
          rightSection={<Kbd keys={['E']} />}
          onClick={props.onAddEvidence}
        >
          {t('screening.evidence.add')}
        </Button>
      </div>
      <Group>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-keyshortcuts="Z"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          rightSection={<Kbd keys={['Z']} />}
          onClick={props.onUndo}
        >
          {t('screening.undo')}
        </Button>
      </Group>
    </>
  )
}
