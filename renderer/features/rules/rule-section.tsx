import { Box, Stack, Switch, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleKey } from '../../../shared/domain/rules.ts'
import classes from './rules.module.css'

export interface RuleSectionProps {
  readonly rule: RuleKey
  readonly isOn: boolean
  readonly onToggle: (isOn: boolean) => void
  /** The rule's fields, shown while it is on. */
  readonly children: ReactNode
}

/** One rule in the editor: its switch, its fields, and how far the official API reaches. */
export function RuleSection({ rule, isOn, onToggle, children }: RuleSectionProps) {
  const { t } = useTranslation()
  return (
    <section className={classes['section']} aria-label={t(`rules.rule.${rule}`)}>
      <Switch
        label={
          <Text span fw={600}>
            {t(`rules.rule.${rule}`)}
          </Text>
        }
        description={t(`rules.purpose.${rule}`)}
        checked={isOn}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      {isOn ? (
        <Stack gap="sm" mt="sm" className={classes['fields']}>
          {children}
          <Reach rule={rule} />
        </Stack>
      ) : null}
    </section>
  )
}

function Reach({ rule }: { readonly rule: RuleKey }) {
  const { t } = useTranslation()
  return (
    <Box component="dl" className={classes['reach']}>
      {(['managed', 'phone'] as const).map((kind) => (
        <div key={kind}>
          <dt>{t(`rules.editor.${kind}`)}</dt>
          <dd>{t(`rules.reach.${rule}.${kind}`)}</dd>
        </div>
      ))}
    </Box>
  )
}
