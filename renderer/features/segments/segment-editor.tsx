import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Segment, SegmentGroup } from '../../../shared/domain/segments.ts'
import { showDone } from '../../lib/notify.tsx'
import { Link, navigate } from '../../lib/router.ts'
import { useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { freshCondition } from './condition-kinds.ts'
import { toQuery } from './query-tree.ts'
import { KeptGroups } from './kept-groups.tsx'
import { SegmentBuilder } from './segment-builder.tsx'
import { isWhole, SegmentPreview } from './segment-preview.tsx'
import { useChoices } from './use-choices.ts'

const fresh: SegmentGroup = { type: 'all', isNot: false, of: [freshCondition('tier')] }

export interface SegmentEditorProps {
  /** Null: a new one. */
  readonly segment: Segment | null
}

/** One segment: its name, its conditions, what they come to, and its end. */
export function SegmentEditor({ segment }: SegmentEditorProps) {
  const [isDeleting, setDeleting] = useState(false)
  return (
    <Stack gap="lg">
      <SegmentForm segment={segment} onDelete={() => setDeleting(true)} />
      {segment === null ? null : (
        <>
          <KeptGroups segmentId={segment.id} />
          <DeleteSegment segment={segment} opened={isDeleting} onClose={() => setDeleting(false)} />
        </>
      )}
    </Stack>
  )
}

interface SegmentFormProps extends SegmentEditorProps {
  readonly onDelete: () => void
}

function SegmentForm({ segment, onDelete }: SegmentFormProps) {
  const { t } = useTranslation()
  const choices = useChoices()
  const [name, setName] = useState(segment?.name ?? '')
  const [wasLeft, setWasLeft] = useState(false)
  const [taken, setTaken] = useState(false)
  const [query, setQuery] = useState(() => toQuery(segment?.conditions ?? fresh))
  const [conditions, setConditions] = useState(segment?.conditions ?? fresh)
  const save = useCommand('segments.save', {
    handlesError: (error) => {
      const isName = error.code === 'conflict' && error.field === 'name'
      setTaken(isName)
      return isName
    },
    onSuccess: (saved) => {
      showDone(t('segments.saved', { name: saved.name }))
      navigate(`/segments/${saved.id}`, { replace: true })
    },
  })
  const nameError =
    wasLeft && name.trim() === ''
      ? t('segments.nameMissing')
      : taken
        ? t('segments.nameTaken')
        : null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setWasLeft(true)
        if (name.trim() === '' || !isWhole(conditions)) return
        save.mutate({
          ...(segment === null ? {} : { segmentId: segment.id }),
          name: name.trim(),
          conditions,
        })
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('segments.name')}
          maw="24rem"
          value={name}
          maxLength={80}
          onChange={(event) => {
            setName(event.currentTarget.value)
            setTaken(false)
          }}
          onBlur={() => setWasLeft(true)}
          error={nameError}
        />
        <SegmentBuilder
          query={query}
          choices={choices}
          onChange={(changed, changedConditions) => {
            setQuery(changed)
            setConditions(changedConditions)
          }}
        />
        <SegmentPreview conditions={conditions} choices={choices} />
        <Group gap="xs">
          <Button type="submit" loading={save.isPending} disabled={!isWhole(conditions)}>
            {t('segments.save')}
          </Button>
          {segment === null ? null : (
            <>
              <Button
                variant="default"
                component={Link}
                to={`/broadcasts/new?segmentId=${segment.id}`}
              >
                {t('segments.toBroadcast')}
              </Button>
              <Button variant="default" component={Link} to={`/people?segmentId=${segment.id}`}>
                {t('segments.seeAll')}
              </Button>
              <Button variant="default" onClick={onDelete}>
                {t('segments.delete')}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </form>
  )
}

interface DeleteSegmentProps {
  readonly segment: Segment
  readonly opened: boolean
  readonly onClose: () => void
}

/** Beside the form and not in it: a dialog has a form of its own. */
function DeleteSegment({ segment, opened, onClose }: DeleteSegmentProps) {
  const { t } = useTranslation()
  const remove = useCommand('segments.delete', {
    onSuccess: () => {
      showDone(t('segments.deleted', { name: segment.name }))
      navigate('/segments', { replace: true })
    },
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      onConfirm={() => {
        onClose()
        remove.mutate({ segmentId: segment.id })
      }}
      title={t('segments.deleteTitle', { name: segment.name })}
      confirmLabel={t('segments.delete')}
      isDangerous
      isBusy={remove.isPending}
    >
      {t('segments.deleteText')}
    </ConfirmDialog>
  )
}
