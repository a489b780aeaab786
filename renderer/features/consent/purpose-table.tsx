import { ActionIcon, Paper, Progress, ScrollArea, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { usePurposeWords } from '../../lib/purpose-words.ts'
import { useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

export type Purpose = CallOutput<'consentPurposes.list'>['purposes'][number]

interface PurposeTableProps {
  readonly purposes: readonly Purpose[]
  /** All people there are; null while that is not known. */
  readonly people: number | null
}

/** One line a purpose: who agreed, who said no, of whom nothing is known. */
export function PurposeTable({ purposes, people }: PurposeTableProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [leaving, setLeaving] = useState<Purpose | null>(null)
  return (
    <div>
      <Paper withBorder>
        <ScrollArea type="auto">
          <Table miw={640} verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('consent.column.purpose')}</Table.Th>
                <Table.Th ta="end">{t('consent.state.given')}</Table.Th>
                <Table.Th ta="end">{t('consent.state.withdrawn')}</Table.Th>
                <Table.Th ta="end">{t('consent.state.unknown')}</Table.Th>
                <Table.Th w="30%">{t('consent.column.share')}</Table.Th>
                <Table.Th w={48}>
                  <VisuallyHidden>{t('consent.column.actions')}</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {purposes.map((purpose) => (
                <PurposeRow
                  key={purpose.key}
                  purpose={purpose}
                  people={people}
                  number={format.number}
                  onDelete={() => setLeaving(purpose)}
                />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      </Paper>
      <Text size="sm" c="dimmed" mt="xs">
        {people === null
          ? t('consent.overview.unknownPeople')
          : t('consent.overview.people', { count: people })}
      </Text>
      <DeletePurpose purpose={leaving} onClose={() => setLeaving(null)} />
    </div>
  )
}

interface PurposeRowProps {
  readonly purpose: Purpose
  readonly people: number | null
  readonly number: (value: number) => string
  readonly onDelete: () => void
}

function PurposeRow({ purpose, people, number, onDelete }: PurposeRowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = usePurposeWords()
  const name = words(purpose.key, purpose.name)
  const known = purpose.given + purpose.withdrawn
  const unknown = people === null ? null : Math.max(0, people - known)
  const all = Math.max(1, people ?? known)
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={500}>{name}</Text>
        <Text size="sm" c="dimmed">
          {purpose.isBuiltin ? t(`consent.purposeHelp.${purpose.key}`) : t('consent.ownPurpose')}
        </Text>
      </Table.Td>
      <Table.Td ta="end">{number(purpose.given)}</Table.Td>
      <Table.Td ta="end">{number(purpose.withdrawn)}</Table.Td>
      <Table.Td ta="end">{unknown === null ? '–' : number(unknown)}</Table.Td>
      <Table.Td>
        <Progress.Root size="lg" aria-hidden mb={4}>
          <Progress.Section value={(purpose.given / all) * 100} color="var(--app-chart-1)" />
          <Progress.Section value={(purpose.withdrawn / all) * 100} color="var(--app-chart-2)" />
        </Progress.Root>
        <Text size="xs" c="dimmed">
          {known === 0
            ? t('consent.overview.nobody')
            : t(people === null ? 'consent.overview.shareOfKnown' : 'consent.overview.share', {
                share: format.percent(purpose.given / all),
                count: people ?? known,
              })}
        </Text>
      </Table.Td>
      <Table.Td>
        {purpose.isBuiltin ? null : (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('consent.deletePurpose.label', { name })}
            onClick={onDelete}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

interface DeletePurposeProps {
  readonly purpose: Purpose | null
  readonly onClose: () => void
}

function DeletePurpose({ purpose, onClose }: DeletePurposeProps) {
  const { t } = useTranslation()
  const [isInUse, setInUse] = useState(false)
  const close = () => {
    setInUse(false)
    onClose()
  }
  const remove = useCommand('consentPurposes.delete', {
    onSuccess: () => {
      showDone(t('consent.deletePurpose.done'))
      close()
    },
    handlesError: (error) => {
      if (error.code !== 'conflict') return false
      setInUse(true)
      return true
    },
  })
  return (
    <ConfirmDialog
      opened={purpose !== null}
      onClose={close}
      title={t('consent.deletePurpose.title', { name: purpose?.name ?? '' })}
      confirmLabel={t('consent.deletePurpose.confirm')}
      isBusy={remove.isPending}
      onConfirm={() => {
        if (purpose !== null) remove.mutate({ key: purpose.key })
      }}
    >
      {isInUse ? (
        <Text c="red" role="alert">
          {t('consent.deletePurpose.inUse')}
        </Text>
      ) : (
        t('consent.deletePurpose.text')
      )}
    </ConfirmDialog>
  )
}
