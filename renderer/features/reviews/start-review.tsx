import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { navigate } from '../../lib/router.ts'
import { useCommand, useInfinitePages } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'

interface StartReviewProps {
  readonly opened: boolean
  readonly onClose: () => void
}

/** Seconds that one member takes at a quick look; for the estimate before a pace is known. */
const secondsPerMember = 6

/** Chooses a group and starts looking through its members. */
export function StartReview({ opened, onClose }: StartReviewProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('reviews.start.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      centered
    >
      {opened ? <StartForm onClose={onClose} /> : null}
    </Modal>
  )
}

function StartForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [groupId, setGroupId] = useState<string | null>(null)
  const [search, setSearch] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const groups = useInfinitePages('groups.list', { limit: 200 })
  const start = useCommand('reviews.start', {
    onSuccess: (review) => navigate(`/reviews/${review.id}`),
  })
  const chosen = groups.items.find((group) => group.id === groupId)
  if (groups.error !== null) return <ErrorState error={groups.error} retry={groups.refetch} />
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (groupId === null) setIsMissing(true)
        else start.mutate({ groupId })
      }}
    >
      <Stack gap="md">
        <Select
          data-autofocus
          label={t('reviews.start.group')}
          placeholder={t('reviews.start.groupPlaceholder')}
          nothingFoundMessage={t('reviews.start.none')}
          searchable
          searchValue={search}
          onSearchChange={setSearch}
          value={groupId}
          onChange={(value) => {
            setGroupId(value)
            setIsMissing(false)
          }}
          error={isMissing ? t('reviews.start.required') : null}
          data={groups.items
            .filter((group) => group.state === 'active')
            .map((group) => ({ value: group.id, label: group.subject }))}
        />
        {chosen === undefined ? null : (
          <Text c="dimmed">
            {t('reviews.start.help', {
              count: chosen.participantCount,
              minutes: format.minutes(
                Math.max(1, Math.round((chosen.participantCount * secondsPerMember) / 60)),
              ),
            })}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={start.isPending}>
            {t('reviews.start.button')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
