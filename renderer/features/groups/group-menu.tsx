import { ActionIcon, Menu } from '@mantine/core'
import {
  IconDots,
  IconFileImport,
  IconLink,
  IconPencil,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeleteGroup } from './delete-group.tsx'
import type { GroupDetail } from './group-detail.ts'
import { InviteLink, ResetInviteLink } from './invite-link.tsx'

export interface GroupMenuProps {
  readonly group: GroupDetail
  readonly onImport: () => void
  readonly onEdit: () => void
}

type Open = 'invite' | 'reset' | 'delete'

/** What can be done to a group besides its daily work. Only what this kind of group allows. */
export function GroupMenu({ group, onImport, onEdit }: GroupMenuProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const isLive = group.kind === 'managed' && group.state === 'active'
  return (
    <>
      <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="default" size={32} aria-label={t('groups.page.more')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {group.kind === 'phone' ? (
            <Menu.Item leftSection={<IconFileImport size={16} aria-hidden />} onClick={onImport}>
              {t('groups.page.importNewer')}
            </Menu.Item>
          ) : null}
          {group.state === 'active' ? (
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
              {t('groups.edit.button')}
            </Menu.Item>
          ) : null}
          {isLive && group.hasInviteLink ? (
            <Menu.Item
              leftSection={<IconLink size={16} aria-hidden />}
              onClick={() => setOpen('invite')}
            >
              {t('groups.invite.show')}
            </Menu.Item>
          ) : null}
          {isLive ? (
            <Menu.Item
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() => setOpen('reset')}
            >
              {t('groups.invite.reset')}
            </Menu.Item>
          ) : null}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => setOpen('delete')}
          >
            {t(group.kind === 'managed' ? 'groups.delete.button' : 'groups.delete.buttonPhone')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <InviteLink group={group} opened={open === 'invite'} onClose={close} />
      <ResetInviteLink group={group} opened={open === 'reset'} onClose={close} />
      <DeleteGroup group={group} opened={open === 'delete'} onClose={close} />
    </>
  )
}
