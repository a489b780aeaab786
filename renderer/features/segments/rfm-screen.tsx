import { Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { customerTier } from '../../../shared/domain/segments.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StatTile } from '../../ui/stat-tile.tsx'
import { RfmThresholdsForm } from './rfm-thresholds.tsx'
import { TierMonths } from './tier-months.tsx'
import { TierMoves } from './tier-moves.tsx'
import classes from './segments.module.css'

type Overview = CallOutput<'rfm.get'>

/** Customers by what they bought: loyal, potential or lost, the classes behind it, and how that moves. */
export function RfmScreen() {
  const { t } = useTranslation()
  const format = useFormat()
  const overview = useCall('rfm.get', {})
  const recompute = useCommand('rfm.recompute')
  if (overview.error !== null)
    return <ErrorState error={overview.error} retry={() => void overview.refetch()} />
  if (overview.data === undefined) return <LoadingState />
  const { computedAt, customers } = overview.data
  const button = (
    <Button
      leftSection={<IconRefresh size={16} aria-hidden />}
      loading={recompute.isPending}
      onClick={() => recompute.mutate({})}
    >
      {t('segments.rfm.recompute')}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={t('segments.rfm.title')}
        subtitle={
          computedAt === null
            ? t('segments.rfm.never')
            : t('segments.rfm.computed', {
                count: customers,
                when: format.dateTime(computedAt),
              })
        }
        actions={
          <Button variant="default" component={Link} to="/segments">
            {t('segments.title')}
          </Button>
        }
        primary={button}
      />
      {customers === 0 ? (
        <EmptyState title={t('segments.rfm.emptyTitle')} text={t('segments.rfm.emptyText')} />
      ) : (
        <Stack gap="lg">
          <Tiers overview={overview.data} />
          <TierMonths months={overview.data.months} />
          <TierMoves moves={overview.data.moves} />
          <Classes overview={overview.data} />
          <RfmThresholdsForm overview={overview.data} />
        </Stack>
      )}
    </>
  )
}

function Tiers({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Group gap="md">
      {customerTier.options.map((tier) => {
        const contacts = overview.classes
          .filter((row) => row.tier === tier)
          .reduce((sum, row) => sum + row.contacts, 0)
        return (
          <StatTile
            key={tier}
            label={t(`segments.choice.tier.tiers.${tier}`)}
            value={format.number(contacts)}
            hint={t('segments.rfm.share', {
              share: format.percent(contacts / overview.customers),
              count: overview.customers,
            })}
          />
        )
      })}
    </Group>
  )
}

function Classes({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation()
  const format = useFormat()
  const most = Math.max(1, ...overview.classes.map((row) => row.contacts))
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="rfm-classes">
      <Title order={2} size="md" id="rfm-classes">
        {t('segments.rfm.classes')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('segments.rfm.classesHelp')}
      </Text>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('segments.rfm.class')}</Table.Th>
            <Table.Th>{t('segments.rfm.tier')}</Table.Th>
            <Table.Th>{t('segments.rfm.people')}</Table.Th>
            <Table.Th w="30%">{t('segments.rfm.bar')}</Table.Th>
            <Table.Th>{t('segments.rfm.orders')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {overview.classes.map((row) => (
            <Table.Tr key={row.class}>
              <Table.Td>
                <Text fw={500}>{t(`segments.choice.rfm.classes.${row.class}`)}</Text>
                <Text size="xs" c="dimmed">
                  {t(`segments.rfm.meaning.${row.class}`)}
                </Text>
              </Table.Td>
              <Table.Td>{t(`segments.choice.tier.tiers.${row.tier}`)}</Table.Td>
              <Table.Td className={classes['count'] ?? ''}>{format.number(row.contacts)}</Table.Td>
              <Table.Td>
                <div
                  className={classes['bar']}
                  style={{ width: `${(row.contacts / most) * 100}%` }}
                  aria-hidden
                />
              </Table.Td>
              <Table.Td className={classes['count'] ?? ''}>{format.number(row.orders)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}
