import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showDone } from '../../lib/notify.tsx'
import { useRoute } from '../../lib/router.ts'
import { useCall, useInfinitePages } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ComposePreview } from './compose-preview.tsx'
import { ContentFields } from './content-fields.tsx'
import { emptyDraft, problemsOf, toPreviewInput, useDraft } from './draft.ts'
import { GroupField } from './group-field.tsx'
import { TimingFields } from './timing-fields.tsx'
import { usePreview } from './use-preview.ts'
import classes from './announcements.module.css'

/** Writes an announcement: groups, content, timing; preview and cost beside it; then approval. */
export function ComposeScreen() {
  const { t } = useTranslation()
  const { draft, change, clear } = useDraft()
  usePresetGroup()
  const groups = useInfinitePages('groups.list', { limit: 500 })
  const templates = useCall('templates.list', {})
  const [isChecked, setIsChecked] = useState(false)
  const template = templates.data?.templates.find((one) => one.id === draft.templateId)
  const problems = problemsOf(draft, template, Date.now())
  const shown = isChecked ? problems : {}
  const preview = usePreview(toPreviewInput(draft, template))
  const error = groups.error ?? templates.error
  if (error !== null) return <ErrorState error={error} retry={groups.refetch} />
  if (groups.isLoading || templates.data === undefined) return <LoadingState rows={8} />
  return (
    <>
      <PageHeader
        title={t('announcements.form.title')}
        actions={
          draft === emptyDraft ? null : (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => {
                clear()
                setIsChecked(false)
                showDone(t('announcements.form.cleared'))
              }}
            >
              {t('announcements.form.clear')}
            </Button>
          )
        }
      />
      <div className={classes['compose']}>
        <form onSubmit={(event) => event.preventDefault()}>
          <GroupField
            groups={groups.items}
            draft={draft}
            onChange={change}
            problem={shown['groupIds']}
          />
          <ContentFields
            draft={draft}
            onChange={change}
            templates={templates.data.templates}
            problems={shown}
          />
          <TimingFields draft={draft} onChange={change} problems={shown} />
        </form>
        <div className={classes['aside']}>
          <ComposePreview
            draft={draft}
            template={template}
            preview={preview}
            hasProblems={Object.keys(problems).length > 0}
            onCheck={() => setIsChecked(true)}
            onUseTemplate={() => change({ type: 'template' })}
          />
        </div>
      </div>
    </>
  )
}

/** `?groupId=` puts a group into an empty choice. */
function usePresetGroup(): void {
  const groupId = useRoute().search.get('groupId')
  useEffect(() => {
    const { draft, change } = useDraft.getState()
    if (groupId !== null && draft.groupIds.length === 0) change({ groupIds: [groupId] })
  }, [groupId])
}
