import { Loader, Text, Title, UnstyledButton } from '@mantine/core'
import { IconBuildingStore, IconEye } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../lib/i18n.ts'
import { useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import classes from './first-run.module.css'

export interface WelcomeStepProps {
  readonly onOwnShop: () => void
  readonly onDemo: () => void
}

/** First screen: the language, then the demo shop or one's own. */
export function WelcomeStep({ onOwnShop, onDemo }: WelcomeStepProps) {
  const { t } = useTranslation()
  const demo = useCommand('workspace.openDemo', { onSuccess: onDemo, handlesError: () => true })
  return (
    <>
      <Title order={1}>{t('first-run.welcome.title')}</Title>
      <Text c="dimmed" mt="xs">
        {t('first-run.welcome.text')}
      </Text>
      <div className={classes['choices']}>
        <UnstyledButton
          className={classes['choice']}
          disabled={demo.isPending}
          onClick={() => demo.mutate({ language: currentLanguage() })}
        >
          {demo.isPending ? <Loader size={20} /> : <IconEye size={22} aria-hidden />}
          <Text fw={600} mt="xs">
            {t('first-run.welcome.demo')}
          </Text>
          <Text c="dimmed" size="sm">
            {t('first-run.welcome.demoText')}
          </Text>
        </UnstyledButton>
        <UnstyledButton className={classes['choice']} onClick={onOwnShop}>
          <IconBuildingStore size={22} aria-hidden />
          <Text fw={600} mt="xs">
            {t('first-run.welcome.own')}
          </Text>
          <Text c="dimmed" size="sm">
            {t('first-run.welcome.ownText')}
          </Text>
        </UnstyledButton>
      </div>
      {demo.error === null ? null : <ErrorState error={demo.error} />}
    </>
  )
}
