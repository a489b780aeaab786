import { Alert, Button, Group, List, Radio, Stack, Text, Title } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showDone } from '../../lib/notify.tsx'
import { Link, navigate } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { descriptionError, GroupFields, subjectError } from './group-fields.tsx'

type JoinApproval = 'approval_required' | 'auto_approve'

/** Makes a managed group, after saying what such a group can and cannot be. */
export function CreateGroup({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [subject, setSubject] = useState('')
  const [description, setDescription] = useState('')
  const [joinApprovalMode, setJoinApprovalMode] = useState<JoinApproval>('approval_required')
  const [showErrors, setShowErrors] = useState(false)
  const create = useCommand('groups.create', {
    handlesError: () => true,
    onSuccess: ({ groupId }) => {
      showDone(t('groups.create.done'))
      navigate(`/groups/${groupId}`)
    },
  })
  const save = () => {
    setShowErrors(true)
    if (subjectError(subject, t) !== null || descriptionError(description, t) !== null) return
    create.mutate({ kind: 'managed', subject: subject.trim(), description, joinApprovalMode })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Stack gap="md">
        <Title order={2} pr="xl">
          {t('groups.create.title')}
        </Title>
        <Limits />
        <AccountNote />
        <GroupFields
          subject={subject}
          description={description}
          onSubject={setSubject}
          onDescription={setDescription}
          showErrors={showErrors}
        />
        <Radio.Group
          label={t('groups.create.joinApproval')}
          description={t('groups.create.joinApprovalHelp')}
          value={joinApprovalMode}
          onChange={(value) => setJoinApprovalMode(value)}
        >
          <Stack gap={6} mt={6}>
            <Radio value="approval_required" label={t('groups.create.approvalRequired')} />
            <Radio value="auto_approve" label={t('groups.create.autoApprove')} />
          </Stack>
        </Radio.Group>
        {create.error === null ? null : <ErrorState error={create.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('groups.create.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('groups.create.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Limits() {
  const { t } = useTranslation()
  return (
    <div>
      <Text fw={500} mb={4}>
        {t('groups.create.limits')}
      </Text>
      <List size="sm" c="dimmed">
        {['limit1', 'limit2', 'limit3', 'limit4'].map((limit) => (
          <List.Item key={limit}>{t(`groups.create.${limit}`)}</List.Item>
        ))}
      </List>
    </div>
  )
}

/** Says beforehand when WhatsApp is going to refuse. */
function AccountNote() {
  const { t } = useTranslation()
  const { data: account } = useCall('account.get', {})
  if (account === undefined || (account.connected && account.groups !== 'not_eligible')) return null
  return (
    <Alert color="amber" icon={<IconInfoCircle aria-hidden />}>
      {account.connected ? (
        t('groups.create.notEligible')
      ) : (
        <>
          {t('groups.create.notConnected')} <Link to="/settings">{t('groups.create.connect')}</Link>
        </>
      )}
    </Alert>
  )
}
