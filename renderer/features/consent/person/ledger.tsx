import { Group, Paper, Text } from '@mantine/core'
import { IconNotebook } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { countryName } from '../../../lib/format.ts'
import { useFormat } from '../../../lib/format.ts'
import { languageName } from '../../../lib/language-names.ts'
import { usePurposeWords } from '../../../lib/purpose-words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { HashText } from '../../../ui/hash-text.tsx'
import { StateBadge, type ConsentEntry } from '../state-badge.tsx'
import { ReceiptMenu } from './receipt-menu.tsx'
import classes from '../consent.module.css'

interface LedgerProps {
  readonly contactId: string
  readonly entries: readonly ConsentEntry[]
}

/** Every line of the ledger, newest first; none can be changed or taken out. */
export function Ledger({ contactId, entries }: LedgerProps) {
  const { t } = useTranslation()
  if (entries.length === 0) {
    return (
      <EmptyState
        icon={<IconNotebook size={22} />}
        title={t('consent.ledger.emptyTitle')}
        text={t('consent.ledger.emptyText')}
      />
    )
  }
  return (
    <Paper
      withBorder
      component="ol"
      className={classes['lines']}
      aria-label={t('consent.ledger.title')}
    >
      {entries.map((entry) => (
        <li key={entry.id} className={classes['entry']}>
          <EntryLine contactId={contactId} entry={entry} />
        </li>
      ))}
    </Paper>
  )
}

interface EntryLineProps {
  readonly contactId: string
  readonly entry: ConsentEntry
}

function EntryLine({ contactId, entry }: EntryLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const purposeWords = usePurposeWords()
  const name = purposeWords(entry.purpose, entry.purposeName)
  return (
    <>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <Group gap="xs">
          <StateBadge state={entry.state} />
          <Text fw={500}>{name}</Text>
          <Text size="sm" c="dimmed">
            {format.dateTime(entry.at)}
          </Text>
        </Group>
        <ReceiptMenu
          contactId={contactId}
          entryId={entry.id}
          label={`${name}, ${format.date(entry.at)}`}
        />
      </Group>
      <Text size="sm">
        {t(`consent.source.${entry.source}`)}
        {entry.isByPerson ? ` · ${t('consent.ledger.byPerson')}` : ''}
      </Text>
      <EntryFacts entry={entry} />
    </>
  )
}

function EntryFacts({ entry }: { readonly entry: ConsentEntry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const by = t(`audit.actor.${entry.recordedBy}`, { defaultValue: entry.recordedBy })
  const rows: Array<readonly [key: string, value: React.ReactNode]> = []
  if (entry.textVersion !== null) {
    const language = entry.language === null ? '' : languageName(entry.language)
    rows.push([
      'wording',
      <>
        {t('consent.ledger.version', { version: entry.textVersion, language })}{' '}
        {entry.textSha256 === null ? null : <HashText sha256={entry.textSha256} />}
      </>,
    ])
  }
  if (entry.evidence !== null) rows.push(['evidence', entry.evidence])
  if (entry.campaignName !== null) rows.push(['campaign', entry.campaignName])
  if (entry.jurisdiction !== null) rows.push(['jurisdiction', countryName(entry.jurisdiction)])
  if (entry.expiresAt !== null) rows.push(['expires', format.date(entry.expiresAt)])
  if (entry.note !== '') rows.push(['note', entry.note])
  rows.push([
    'recorded',
    t('consent.ledger.recordedBy', { by, time: format.dateTime(entry.recordedAt) }),
  ])
  return (
    <dl className={classes['facts']}>
      {rows.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`consent.ledger.${key}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
