import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../shared/ipc/contract.ts'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { MemoryBanner } from './memory-banner.tsx'
import { Palette } from './palette.tsx'
import { Rail } from './rail.tsx'
import { ScreenOutlet } from './screen-outlet.tsx'
import { Shortcuts, useShortcuts } from './shortcuts.tsx'
import { TopBar } from './top-bar.tsx'
import { useStoredAppearance } from './use-appearance.ts'
import classes from './shell.module.css'

export interface ShellProps {
  readonly status: CallOutput<'workspace.status'>
}

/** The frame around every screen. */
export function Shell({ status }: ShellProps) {
  const { t } = useTranslation()
  const [areShortcutsOpen, shortcuts] = useDisclosure(false)
  useStoredAppearance()
  useShortcuts(shortcuts.open)
  return (
    <div className={classes['shell']}>
      <a
        className={classes['skip']}
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
      >
        {t('app.skip')}
      </a>
      <Rail />
      <div className={classes['column']}>
        <TopBar
          isDemo={status.isDemo}
          workspaceName={status.name}
          onShowShortcuts={shortcuts.open}
        />
        {status.vault === 'memory' ? <MemoryBanner isDemo={status.isDemo} /> : null}
        <main id="main" tabIndex={-1} className={classes['main']}>
          <div className={classes['page']}>
            <ProgressBar kind="sync" />
            <ScreenOutlet />
          </div>
        </main>
      </div>
      <Palette />
      <Shortcuts opened={areShortcutsOpen} onClose={shortcuts.close} />
    </div>
  )
}
