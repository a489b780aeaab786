import { Button, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Template } from '../../../shared/domain/announcements.ts'
import type { Broadcast, BroadcastSettings } from '../../../shared/domain/broadcasts.ts'
import { showDone } from '../../lib/notify.tsx'
import { Link, navigate, useRoute } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { AudienceFields } from './audience-fields.tsx'
import { DeleteDraft } from './delete-draft.tsx'
import { newDraft, newKey, problemsOf, toDraft, toInput, useDrafts, type Draft } from './draft.ts'
import { NameFields } from './name-fields.tsx'
import { PlanPanel } from './plan-panel.tsx'
import { SettingsFold } from './settings-fold.tsx'
import { TimeFields } from './time-fields.tsx'
import { usePlan } from './use-plan.ts'
import { VariantsFields } from './variants-fields.tsx'
import classes from './broadcasts.module.css'

export interface BroadcastEditorProps {
  /** Null: a new one. */
  readonly broadcast: Broadcast | null
}

/** Writes a broadcast, with what it would come to beside it: whom, when, at what cost. */
export function BroadcastEditor({ broadcast }: BroadcastEditorProps) {
  const templates = useCall('templates.list', {})
  const limits = useCall('sendingLimits.get', {})
  const error = templates.error ?? limits.error
  if (error !== null) return <ErrorState error={error} />
  if (templates.data === undefined || limits.data === undefined) return <LoadingState rows={8} />
  return (
    <LoadedEditor
      broadcast={broadcast}
      templates={templates.data.templates}
      defaults={limits.data.defaults}
    />
  )
}

interface LoadedProps extends BroadcastEditorProps {
  readonly templates: readonly Template[]
  readonly defaults: BroadcastSettings
}

/** What is edited: what was left unsaved before, else what is stored. */
function useDraft({ broadcast, defaults }: LoadedProps) {
  const key = broadcast?.id ?? newKey
  const segmentId = useRoute().search.get('segmentId')
  const kept = useDrafts((store) => store.drafts[key])
  const keep = useDrafts((store) => store.keep)
  const drop = useDrafts((store) => store.drop)
  const [stored] = useState(() => ({
    ...(broadcast === null ? newDraft(defaults) : toDraft(broadcast)),
    ...(broadcast === null && segmentId !== null ? { segmentId } : {}),
  }))
  const draft = kept ?? stored
  return {
    draft,
    isChanged: kept !== undefined,
    change: (part: Partial<Draft>) => keep(key, { ...draft, ...part }),
    forget: () => drop(key),
  }
}

function LoadedEditor(props: LoadedProps) {
  const { t } = useTranslation()
  const { broadcast, templates } = props
  const { draft, change, forget, isChanged } = useDraft(props)
  const [isChecked, setIsChecked] = useState(false)
  const problems = problemsOf(draft, templates, Date.now())
  const untitled = t('broadcasts.untitled')
  const input = useMemo(() => toInput(draft, templates, untitled), [draft, templates, untitled])
  const plan = usePlan(draft, input)
  const fields = { draft, onChange: change, templates, problems: isChecked ? problems : {} }
  return (
    <>
      <Text size="sm" mb={4}>
        <Link to="/broadcasts">{t('broadcasts.backToAll')}</Link>
      </Text>
      <PageHeader
        title={broadcast === null ? t('broadcasts.newTitle') : broadcast.name}
        subtitle={t('broadcasts.editorIntro')}
        actions={
          <>
            {broadcast === null ? null : <DeleteDraft broadcast={broadcast} onDeleted={forget} />}
            <SaveDraft
              broadcast={broadcast}
              input={input}
              isChanged={isChanged}
              onCheck={() => setIsChecked(true)}
              onSaved={forget}
            />
          </>
        }
      />
      <div className={classes['editor']}>
        <form onSubmit={(event) => event.preventDefault()} className={classes['form']}>
          <NameFields {...fields} />
          <AudienceFields {...fields} />
          <VariantsFields {...fields} />
          <TimeFields {...fields} />
          <SettingsFold settings={draft.settings} onChange={(settings) => change({ settings })} />
        </form>
        <PlanPanel
          broadcastId={broadcast?.id ?? null}
          draft={draft}
          input={input}
          plan={plan}
          hasProblems={Object.keys(problems).length > 0}
          onCheck={() => setIsChecked(true)}
          onStarted={forget}
        />
      </div>
    </>
  )
}

interface SaveDraftProps extends BroadcastEditorProps {
  readonly input: ReturnType<typeof toInput>
  readonly isChanged: boolean
  readonly onCheck: () => void
  readonly onSaved: () => void
}

function SaveDraft({ broadcast, input, isChanged, onCheck, onSaved }: SaveDraftProps) {
  const { t } = useTranslation()
  const save = useCommand('broadcasts.save', {
    onSuccess: (saved) => {
      showDone(t('broadcasts.saved', { name: saved.name }))
      onSaved()
      navigate(`/broadcasts/${saved.id}`, { replace: true })
    },
  })
  return (
    <Button
      variant="default"
      loading={save.isPending}
      disabled={broadcast !== null && !isChanged}
      onClick={() => {
        if (input === null) onCheck()
        else save.mutate({ ...(broadcast === null ? {} : { broadcastId: broadcast.id }), ...input })
      }}
    >
      {t('broadcasts.saveDraft')}
    </Button>
  )
}
