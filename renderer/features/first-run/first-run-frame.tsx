import { Box, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageChoice } from './language-choice.tsx'
import classes from './first-run.module.css'

export interface FirstRunFrameProps {
  readonly children: ReactNode
  readonly step?: number
  readonly steps?: number
}

/** The calm page around each screen before the app itself. */
export function FirstRunFrame({ children, step, steps }: FirstRunFrameProps) {
  const { t } = useTranslation()
  return (
    <div className={classes['page']}>
      <Group component="header" justify="space-between" className={classes['head']} data-no-print>
        <Text fw={600}>{t('common.appName')}</Text>
        <LanguageChoice />
      </Group>
      <main className={classes['card']}>
        {children}
        {step === undefined || steps === undefined ? null : (
          <Box mt="lg" data-no-print>
            <Text size="sm" c="dimmed">
              {t('first-run.step', { step, steps })}
            </Text>
          </Box>
        )}
      </main>
    </div>
  )
}
