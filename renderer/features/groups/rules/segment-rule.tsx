import { Button, Group, Paper, Select, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canInviteToGroup, isGroupInvitation } from '../../../../shared/domain/templates.ts'
import type { CallOutput } from '../../../../shared/ipc/contract.ts'
import { formatList } from '../../../lib/format.ts'
import { languageName } from '../../../lib/language-names.ts'
import { showDone } from '../../../lib/notify.tsx'
import { Link, navigate } from '../../../lib/router.ts'
import { useCall, useCommand } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import type { GroupDetail } from '../group-detail.ts'

/** Value of the choice "no segment". */
const none = 'none'
type Kept = CallOutput<'groupSegments.get'>

/** Whom the group is for: a segment, who of it is missing, and who is no longer in it. Nothing is done by itself. */
export function SegmentRule({ group }: { readonly group: GroupDetail }) {
  const { t } = useTranslation()
  const kept = useCall('groupSegments.get', { groupId: group.id })
  const segments = useCall('segments.list', {}).data?.segments ?? []
  const set = useCommand('groupSegments.set', { onSuccess: () => void kept.refetch() })
  if (kept.error !== null)
    return <ErrorState error={kept.error} retry={() => void kept.refetch()} />
  if (kept.data === undefined) return null
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="segment-rule">
      <Title order={2} size="sm" id="segment-rule">
        {t('rules.segment.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('rules.segment.help')}
      </Text>
      <Select
        label={t('rules.segment.choose')}
        w="18rem"
        allowDeselect={false}
        disabled={group.state === 'deleted' || set.isPending}
        value={kept.data.segmentId ?? none}
        onChange={(value) => {
          if (value === null || value === (kept.data.segmentId ?? none)) return
          set.mutate({ groupId: group.id, segmentId: value === none ? null : value })
        }}
        data={[
          { value: none, label: t('rules.segment.none') },
          ...segments.map((segment) => ({ value: segment.id, label: segment.name })),
        ]}
      />
      {kept.data.segmentId === null ? null : (
        <Difference group={group} kept={kept.data} onDone={() => void kept.refetch()} />
      )}
    </Paper>
  )
}

interface DifferenceProps {
  readonly group: GroupDetail
  readonly kept: Kept
  readonly onDone: () => void
}

function Difference({ group, kept, onDone }: DifferenceProps) {
  const { t } = useTranslation()
  const [isInviting, setInviting] = useState(false)
  const propose = useCommand('groupSegments.propose', {
    onSuccess: ({ planId }) => {
      if (planId !== null) navigate(`/plans/${planId}`)
    },
  })
  return (
    <Stack gap="xs" mt="sm">
      <Text>{t('rules.segment.fit', { count: kept.total, inGroup: kept.inGroup })}</Text>
      <People
        title={t('rules.segment.missing', { count: kept.toInvite.length })}
        people={kept.toInvite}
      />
      {kept.leftOut.length === 0 ? null : (
        <Text size="sm" c="dimmed">
          {t('rules.segment.leftOut', {
            reasons: formatList(
              kept.leftOut.map(({ reason, contacts }) =>
                t(`rules.segment.reason.${reason}`, { count: contacts }),
              ),
            ),
          })}
        </Text>
      )}
      <People
        title={t('rules.segment.strangers', { count: kept.toRemove.length })}
        people={kept.toRemove}
      />
      <Group gap="xs">
        <Button
          variant="default"
          disabled={kept.toInvite.length === 0}
          onClick={() => setInviting(true)}
        >
          {t('rules.segment.invite')}
        </Button>
        <Button
          variant="default"
          disabled={kept.toRemove.length === 0}
          loading={propose.isPending}
          onClick={() => propose.mutate({ groupId: group.id })}
        >
          {t('rules.segment.propose')}
        </Button>
      </Group>
      <InviteDialog
        group={group}
        kept={kept}
        opened={isInviting}
        onClose={() => setInviting(false)}
        onDone={onDone}
      />
    </Stack>
  )
}

function People({ title, people }: { readonly title: string; readonly people: Kept['toInvite'] }) {
  return (
    <div>
      <Text size="sm" fw={500}>
        {title}
      </Text>
      <Group gap="4px 16px">
        {people.slice(0, 12).map((contact) => (
          <Link key={contact.id} to={`/people/${contact.id}`}>
            {contact.name}
          </Link>
        ))}
      </Group>
    </div>
  )
}

const languageOf = (template: { readonly language: string }) =>
  languageName(template.language.replace('_', '-'))

function InviteDialog({
  group,
  kept,
  opened,
  onClose,
  onDone,
}: DifferenceProps & { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [templateId, setTemplateId] = useState<string | null>(null)
  const templates = useCall('templates.list', {}, { enabled: opened }).data?.templates
  const usable = templates?.filter(
    (template) =>
      canInviteToGroup(template) && (group.kind === 'managed' || !isGroupInvitation(template)),
  )
  const chosen =
    usable?.find(({ id }) => id === templateId) ?? usable?.find(isGroupInvitation) ?? null
  const invite = useCommand('groupSegments.invite', {
    onSuccess: ({ queued }) => {
      showDone(t('rules.segment.invited', { count: queued }))
      onClose()
      onDone()
    },
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      onConfirm={() => {
        if (chosen !== null)
          invite.mutate({
            groupId: group.id,
            templateId: chosen.id,
            confirmCount: kept.toInvite.length,
          })
      }}
      title={t('rules.segment.inviteTitle', { count: kept.toInvite.length })}
      confirmLabel={t('rules.segment.inviteNow', { count: kept.toInvite.length })}
      isBusy={invite.isPending}
      isDangerous={false}
    >
      <Text mb="sm">{t('rules.segment.inviteText')}</Text>
      {usable !== undefined && usable.length === 0 ? (
        <Text>
          {t('rules.segment.noTemplate')}{' '}
          <Link to="/templates">{t('rules.segment.toTemplates')}</Link>
        </Text>
      ) : (
        <Select
          label={t('rules.segment.template')}
          placeholder={t('rules.segment.templateMissing')}
          comboboxProps={{ withinPortal: false }}
          value={chosen?.id ?? null}
          onChange={setTemplateId}
          data={(usable ?? []).map((template) => ({
            value: template.id,
            label: isGroupInvitation(template)
              ? t('rules.segment.libraryTemplate', { language: languageOf(template) })
              : `${template.name} (${languageOf(template)})`,
          }))}
        />
      )}
      {chosen === null ? null : (
        <Text size="sm" c="dimmed" mt="xs">
          {chosen.body.replace(/\{\{\s*\w+\s*\}\}/, t('rules.segment.linkPlace'))}
        </Text>
      )}
    </ConfirmDialog>
  )
}
