import { Button, Group, Paper, ScrollArea, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconMailOpened, IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../../shared/ipc/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { languageName } from '../../../lib/language-names.ts'
import { Link } from '../../../lib/router.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { SplitView } from '../../../ui/split-view.tsx'
import { slotKey, type LegalText } from '../texts/text-slots.ts'
import { OutdatedPeople } from './outdated-people.tsx'

type NoticeCoverage = CallOutput<'notices.coverage'>['notices'][number]

interface CoverageProps {
  readonly coverage: readonly NoticeCoverage[]
  /** The notices in force. */
  readonly texts: readonly LegalText[]
}

/** Each notice: who has the version in force, who an older one, who none. */
export function Coverage({ coverage, texts }: CoverageProps) {
  const { t } = useTranslation()
  const [openId, setOpenId] = useState<string | null>(null)
  const open = texts.find((text) => text.id === openId)
  const close = () => setOpenId(null)
  if (texts.length === 0) return <NoNotices />
  const textOf = (row: NoticeCoverage) =>
    texts.find((text) => slotKey(text) === slotKey({ ...row, purpose: null }))
  return (
    <SplitView
      detailLabel={t('consent.outdated.title')}
      onClose={close}
      detail={open === undefined ? null : <OutdatedPeople text={open} />}
    >
      <Text c="dimmed" mb="sm">
        {t('consent.notices.intro')}
      </Text>
      <Paper withBorder>
        <ScrollArea type="auto">
          <Table miw={560} verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('consent.column.notice')}</Table.Th>
                <Table.Th ta="end">{t('consent.notices.withCurrent')}</Table.Th>
                <Table.Th ta="end">{t('consent.notices.withOlder')}</Table.Th>
                <Table.Th ta="end">{t('consent.notices.withNone')}</Table.Th>
                <Table.Th>
                  <VisuallyHidden>{t('consent.column.actions')}</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {coverage.map((row) => (
                <CoverageRow
                  key={`${row.kind} ${row.language}`}
                  row={row}
                  text={textOf(row)}
                  onShow={setOpenId}
                />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      </Paper>
    </SplitView>
  )
}

interface CoverageRowProps {
  readonly row: NoticeCoverage
  readonly text: LegalText | undefined
  readonly onShow: (textId: string) => void
}

function CoverageRow({ row, text, onShow }: CoverageRowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = t(`consent.textKind.${row.kind}`)
  const language = languageName(row.language)
  const lacking = row.withOlder + row.withNone
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={500}>{name}</Text>
        <Text size="sm" c="dimmed">
          {language} · {t('consent.texts.version', { version: row.currentVersion })}
        </Text>
      </Table.Td>
      <Table.Td ta="end">{format.number(row.withCurrent)}</Table.Td>
      <Table.Td ta="end">{format.number(row.withOlder)}</Table.Td>
      <Table.Td ta="end">{format.number(row.withNone)}</Table.Td>
      <Table.Td>
        {text === undefined ? null : (
          <Group gap="xs" justify="flex-end" wrap="nowrap">
            {lacking === 0 ? null : (
              <Button
                size="xs"
                variant="default"
                aria-label={t('consent.notices.whoLabel', { name, language })}
                onClick={() => onShow(text.id)}
              >
                {t('consent.notices.who')}
              </Button>
            )}
            <Button
              component={Link}
              to={`/consent/notices?send=${text.id}`}
              size="xs"
              variant="light"
              leftSection={<IconSend size={14} aria-hidden />}
              aria-label={t('consent.notices.sendLabel', { name, language })}
            >
              {t('consent.notices.send')}
            </Button>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function NoNotices() {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<IconMailOpened size={22} />}
      title={t('consent.notices.emptyTitle')}
      text={t('consent.notices.emptyText')}
      action={
        <Button component={Link} to="/consent/texts?text=new">
          {t('consent.texts.write')}
        </Button>
      }
    />
  )
}
