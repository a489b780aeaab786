import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../../shared/ipc/contract.ts'
import { StatTile } from '../../../ui/stat-tile.tsx'
import { useFormat } from '../../../lib/format.ts'

export type NoticePreview = CallOutput<'notices.preview'>

interface NoticeCountsProps {
  readonly preview: NoticePreview
  readonly hasTemplate: boolean
}

/** Whom a notice reaches and how, and who is left out for which reason. */
export function NoticeCounts({ preview, hasTemplate }: NoticeCountsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const left = preview.excluded.filter((line) => line.contacts > 0)
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <StatTile
          label={t('consent.send.byText')}
          value={format.number(preview.byText)}
          hint={t('consent.send.byTextHint')}
        />
        <StatTile
          label={t('consent.send.byTemplate')}
          value={format.number(preview.byTemplate)}
          hint={t(hasTemplate ? 'consent.send.byTemplateHint' : 'consent.send.noTemplateHint')}
        />
      </Group>
      <Text size="sm">{t('consent.send.matched', { count: preview.matched })}</Text>
      {left.length === 0 ? null : (
        <div>
          <Text size="sm" fw={500} id="notice-excluded">
            {t('consent.send.excluded')}
          </Text>
          <ul aria-labelledby="notice-excluded" style={{ margin: 0, paddingInlineStart: 20 }}>
            {left.map(({ reason, contacts }) => (
              <li key={reason}>
                <Text size="sm" span>
                  {t(`consent.send.reason.${reason}`, { count: contacts })}
                </Text>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Stack>
  )
}
