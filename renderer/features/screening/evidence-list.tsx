import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { useCommand } from '../../lib/use-call.ts'
import classes from './screening.module.css'

type Evidence = CallOutput<'screening.get'>['evidence'][number]

interface EvidenceListProps {
  /** Null until it is there. */
  readonly evidence: readonly Evidence[] | null
  readonly onAdd: () => void
}

/** What somebody of the shop has seen: what, where, who and when. */
export function EvidenceList({ evidence, onAdd }: EvidenceListProps) {
  const { t } = useTranslation()
  return (
    <div>
      <Text component="h3" size="sm" fw={600} m={0} mb={4}>
        {t('screening.evidence.title')}
      </Text>
      {evidence === null || evidence.length === 0 ? (
        <Text size="sm" c="dimmed">
          {evidence === null ? t('screening.evidence.loading') : t('screening.evidence.none')}{' '}
          {evidence === null ? null : (
            <Button size="compact-xs" variant="subtle" onClick={onAdd}>
              {t('screening.evidence.addFirst')}
            </Button>
          )}
        </Text>
      ) : (
        <ul className={classes['reasons']}>
          {evidence.map((item) => (
            <EvidenceLine key={item.id} item={item} />
          ))}
        </ul>
      )}
    </div>
  )
}

function EvidenceLine({ item }: { readonly item: Evidence }) {
  const { t } = useTranslation()
  const format = useFormat()
  const withdraw = useCommand('screening.withdrawEvidence')
  const kind = t(`screening.evidence.kind.${item.kind}`)
  const isWithdrawn = item.withdrawnAt !== null
  const by = t(`screening.by.${item.recordedBy}`, { defaultValue: item.recordedBy })
  return (
    <li>
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Text
          size="sm"
          component="div"
          {...(isWithdrawn ? { td: 'line-through', c: 'dimmed' } : {})}
        >
          <Text span fw={500} size="sm">
            {item.place === '' ? kind : `${kind}: ${item.place}`}
          </Text>{' '}
          <Text span size="sm" c="dimmed">
            {t('screening.evidence.seenBy', { date: format.date(item.at), by })}
          </Text>
          {item.note === '' ? null : <div>{item.note}</div>}
        </Text>
        {isWithdrawn ? (
          <Text size="sm" c="dimmed">
            {t('screening.evidence.withdrawn')}
          </Text>
        ) : (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={t('screening.evidence.withdrawThis', { kind })}
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ evidenceId: item.id })}
          >
            {t('screening.evidence.withdraw')}
          </Button>
        )}
      </Group>
    </li>
  )
}
