import { Button, Group, MultiSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Group as WhatsAppGroup } from '../../../shared/domain/groups.ts'
import type { Draft } from './draft.ts'

interface GroupFieldProps {
  readonly groups: readonly WhatsAppGroup[]
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
  readonly problem: string | undefined
}

/** Which groups the announcement goes to. */
export function GroupField({ groups, draft, onChange, problem }: GroupFieldProps) {
  const { t } = useTranslation()
  const active = groups.filter((group) => group.state === 'active')
  return (
    <>
      <MultiSelect
        label={t('announcements.form.groups')}
        {...(draft.groupIds.length === 0
          ? { placeholder: t('announcements.form.groupsPlaceholder') }
          : {})}
        nothingFoundMessage={t('announcements.form.groupsNone')}
        searchable
        hidePickedOptions
        value={[...draft.groupIds]}
        onChange={(groupIds) => onChange({ groupIds })}
        error={problem === undefined ? null : t(`announcements.form.${problem}`)}
        data={active.map((group) => ({
          value: group.id,
          label:
            group.kind === 'phone'
              ? `${group.subject} · ${t('announcements.form.phoneGroup')}`
              : group.subject,
        }))}
      />
      <Group gap={4} mt={4} mb="md">
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => onChange({ groupIds: active.map((group) => group.id) })}
        >
          {t('announcements.form.allGroups')}
        </Button>
        {draft.groupIds.length === 0 ? null : (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => onChange({ groupIds: [] })}
          >
            {t('announcements.form.clearGroups')}
          </Button>
        )}
      </Group>
    </>
  )
}
