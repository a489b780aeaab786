import {
  ActionIcon,
  Badge,
  Button,
  Group,
  Menu,
  Text,
  Tooltip,
  UnstyledButton,
} from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconKeyboard, IconLanguage, IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { languages } from '../lib/i18n.ts'
import { useCall } from '../lib/use-call.ts'
import { Kbd } from '../ui/kbd.tsx'
import { SyncState } from './sync-state.tsx'
import { useAppearance } from './use-appearance.ts'
import classes from './shell.module.css'

export interface TopBarProps {
  readonly isDemo: boolean
  readonly workspaceName: string | null
  readonly onShowShortcuts: () => void
}

/** Which shop this is, how fresh its data is, search, and the language. */
export function TopBar({ isDemo, workspaceName, onShowShortcuts }: TopBarProps) {
  const { t } = useTranslation()
  return (
    <header className={classes['topBar']} data-no-print>
      <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
        {isDemo ? (
          <Badge color="amber" size="lg">
            {t('app.demoShop')}
          </Badge>
        ) : (
          <AccountName workspaceName={workspaceName} />
        )}
        <SyncState />
      </Group>
      <Group gap={4} wrap="nowrap">
        <UnstyledButton className={classes['searchButton']} onClick={spotlight.open}>
          <IconSearch size={15} aria-hidden />
          <span>{t('app.searchOrDo')}</span>
          <Kbd keys={['Mod', 'K']} />
        </UnstyledButton>
        <Tooltip label={t('app.shortcuts.title')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('app.shortcuts.title')}
            onClick={onShowShortcuts}
          >
            <IconKeyboard size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <LanguageMenu />
      </Group>
    </header>
  )
}

function AccountName({ workspaceName }: { readonly workspaceName: string | null }) {
  const { t } = useTranslation()
  const account = useCall('account.get', {})
  const name = account.data?.verifiedName ?? workspaceName ?? t('common.appName')
  const number = account.data?.displayPhoneNumber
  return (
    <Group gap={6} wrap="nowrap" style={{ minWidth: 0 }}>
      <Text fw={600} truncate>
        {name}
      </Text>
      {number === undefined || number === null ? null : (
        <Text c="dimmed" size="sm" style={{ whiteSpace: 'nowrap' }}>
          {number}
        </Text>
      )}
      {account.data?.connected === false ? (
        <Button component="a" href="#/settings?section=account" size="compact-sm" variant="light">
          {t('app.connectAccount')}
        </Button>
      ) : null}
    </Group>
  )
}

function LanguageMenu() {
  const { t, i18n } = useTranslation()
  const { chooseLanguage } = useAppearance()
  const current = languages.find((language) => language.code === i18n.language)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          c="inherit"
          px="xs"
          leftSection={<IconLanguage size={18} aria-hidden />}
          aria-label={`${t('app.language')}: ${current?.name ?? ''}`}
        >
          {current?.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map((language) => (
          <Menu.Item
            key={language.code}
            lang={language.code}
            onClick={() => chooseLanguage(language.code)}
          >
            {language.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
