import { Stack, Table, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../../shared/domain/members.ts'
import { useFormat } from '../../../lib/format.ts'
import { MaskedNumber } from '../../../ui/masked-number.tsx'
import { MemberConsent } from './member-consent.tsx'
import { MemberLists } from './member-lists.tsx'

/** One member beside the table: what is known, consent, lists. */
export function MemberPanel({ member }: { readonly member: Member }) {
  return (
    <Stack gap="lg">
      <Title order={2} pr="xl">
        {member.name}
      </Title>
      <Facts member={member} />
      <MemberConsent member={member} />
      <MemberLists member={member} />
    </Stack>
  )
}

function Facts({ member }: { readonly member: Member }) {
  const { t } = useTranslation()
  const format = useFormat()
  const day = (at: number | null, otherwise: string) =>
    at === null ? t(`members.${otherwise}`) : format.date(at)
  const rows: ReadonlyArray<readonly [string, ReactNode]> = [
    [
      t('members.panel.number'),
      <MaskedNumber key="number" contactId={member.contactId} masked={member.maskedNumber} />,
    ],
    [t('members.panel.numberState'), t(`members.numberState.${member.numberState}`)],
    ...(member.username === null ? [] : [[t('members.panel.username'), member.username] as const]),
    [t('members.column.source'), t(`members.source.${member.source}`)],
    ...(member.isAdmin ? [[t('members.panel.role'), t('members.admin')] as const] : []),
    [t('members.column.joined'), day(member.joinedAt, 'notKnown')],
    ...(member.leftAt === null
      ? []
      : [
          [
            t('members.column.left'),
            `${format.date(member.leftAt)}, ${t(`members.leftReason.${member.leftReason ?? 'unknown'}`)}`,
          ] as const,
        ]),
    [t('members.column.lastWrote'), day(member.lastWroteAt, 'never')],
    [
      t('members.panel.messages'),
      `${format.number(member.messages30)} / ${format.number(member.messages90)}`,
    ],
    [t('members.column.screening'), t(`members.screening.${member.screening}`)],
    ...(member.isInBin ? [[t('members.panel.cleanUp'), t('members.inBinHelp')] as const] : []),
  ]
  return (
    <Table variant="vertical" withRowBorders={false} verticalSpacing={3} horizontalSpacing={0}>
      <Table.Tbody>
        {rows.map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Th fw={400} w="45%" c="dimmed" bg="transparent">
              {label}
            </Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
