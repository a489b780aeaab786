import { Button, Group } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from '../../lib/router.ts'
import { EmptyState } from '../../ui/empty-state.tsx'

/** A shop without groups: what this page is for and the first step. */
export function NothingYet() {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<IconUsersGroup size={24} />}
      title={t('today.nothing.title')}
      text={t('today.nothing.text')}
      action={
        <Group gap="xs" justify="center">
          <Button component={Link} to="/groups">
            {t('today.nothing.addGroup')}
          </Button>
          <Button component={Link} to="/settings?section=account" variant="default">
            {t('today.nothing.connect')}
          </Button>
        </Group>
      }
    />
  )
}
