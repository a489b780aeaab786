import { Button } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../lib/use-call.ts'
import classes from './shell.module.css'

/** Says that nothing here is kept; in the demo shop, with the way out. */
export function MemoryBanner({ isDemo }: { readonly isDemo: boolean }) {
  const { t } = useTranslation()
  const leave = useCommand('workspace.closeDemo')
  return (
    <section className={classes['banner']} aria-label={t('app.banner.label')} data-no-print>
      <IconInfoCircle size={16} aria-hidden />
      <span>{t(isDemo ? 'app.banner.demo' : 'app.banner.memory')}</span>
      {isDemo ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={leave.isPending}
          onClick={() => leave.mutate({})}
        >
          {t('app.banner.leaveDemo')}
        </Button>
      ) : null}
    </section>
  )
}
