import { Paper, SimpleGrid, Table, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Exposure } from '../../../shared/domain/clean-up.ts'
import { useFormat } from '../../lib/format.ts'
import { useCall } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { StatTile } from '../../ui/stat-tile.tsx'
import classes from './clean-up.module.css'

/** How much is held of people, how much of it is needed, and what clean-ups have taken away. */
export function ExposureFigures() {
  const exposure = useCall('cleanUp.exposure', {})
  if (exposure.error !== null)
    return <ErrorState error={exposure.error} retry={() => void exposure.refetch()} />
  if (exposure.data === undefined) return <LoadingState rows={2} />
  return <Figures exposure={exposure.data} />
}

interface Part {
  readonly key: string
  readonly contacts: number
  readonly isNeeded: boolean
}

function partsOf(exposure: Exposure): Part[] {
  return [
    ...exposure.needed.map(({ reason, contacts }) => ({ key: reason, contacts, isNeeded: true })),
    ...exposure.notNeeded.map(({ reason, contacts }) => ({
      key: reason,
      contacts,
      isNeeded: false,
    })),
    { key: 'in_bin', contacts: exposure.inBin, isNeeded: false },
  ].filter((part) => part.contacts > 0)
}

function Figures({ exposure }: { readonly exposure: Exposure }) {
  const { t } = useTranslation()
  const format = useFormat()
  const parts = partsOf(exposure)
  const unneeded = parts
    .filter((part) => !part.isNeeded && part.key !== 'in_bin')
    .reduce((sum, part) => sum + part.contacts, 0)
  const needed = parts.filter((part) => part.isNeeded).reduce((sum, part) => sum + part.contacts, 0)
  return (
    <section aria-labelledby="exposure-title">
      <Title order={2} id="exposure-title" mb="xs">
        {t('cleanUp.exposure.title')}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        <StatTile
          label={t('cleanUp.exposure.held')}
          value={format.number(exposure.contacts)}
          hint={t('cleanUp.exposure.heldHint', {
            numbers: format.number(exposure.numbers),
            messages: format.number(exposure.messages),
            orders: format.number(exposure.orders),
          })}
        />
        <StatTile
          label={t('cleanUp.exposure.unneeded')}
          value={format.number(unneeded)}
          hint={t('cleanUp.exposure.unneededHint', { count: needed })}
        />
        <StatTile
          label={t('cleanUp.exposure.saved')}
          value={format.number(exposure.savedContacts)}
          hint={t('cleanUp.exposure.savedHint', { count: exposure.savedRecords })}
        />
      </SimpleGrid>
      {parts.length === 0 ? null : <Bar parts={parts} />}
    </section>
  )
}

/** One bar of all contacts, cut by what they are needed for; the words beside it say the same. */
function Bar({ parts }: { readonly parts: readonly Part[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Paper withBorder p="md" mt="md">
      <div className={classes['bar']} aria-hidden>
        {parts.map((part) => (
          <span
            key={part.key}
            className={classes['part']}
            data-reason={part.key}
            style={{ flexGrow: part.contacts }}
          />
        ))}
      </div>
      <Table withRowBorders={false} verticalSpacing={2} aria-label={t('cleanUp.exposure.table')}>
        <Table.Tbody>
          {parts.map((part) => (
            <Table.Tr key={part.key}>
              <Table.Th scope="row" fw={400}>
                <span className={classes['mark']} data-reason={part.key} aria-hidden />
                {t(`cleanUp.exposure.part.${part.key}`)}
              </Table.Th>
              <Table.Td ta="end" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {format.number(part.contacts)}
              </Table.Td>
              <Table.Td>
                <Text size="sm" c="dimmed">
                  {part.key === 'in_bin'
                    ? t('cleanUp.exposure.isInBin')
                    : t(
                        part.isNeeded
                          ? 'cleanUp.exposure.isNeeded'
                          : 'cleanUp.exposure.isNotNeeded',
                      )}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}
