import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScreeningWord } from '../../../shared/domain/screening.ts'
import { Link } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { useKeys } from '../../lib/use-keys.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { DecisionButtons } from './decision-buttons.tsx'
import { DecisionHistory } from './decision-history.tsx'
import { EvidenceDialog } from './evidence-dialog.tsx'
import { PersonCard } from './person-card.tsx'

/** One person's screening, with the same card and keys as in the queue. */
export function PersonView({ contactId }: { readonly contactId: string }) {
  const { t } = useTranslation()
  const query = useCall('screening.get', { contactId })
  const decide = useCommand('screening.decide')
  const [isAdding, setIsAdding] = useState(false)
  const [before, setBefore] = useState<ScreeningWord | null>(null)
  const current = query.data?.decision?.verdict ?? null
  const say = (verdict: ScreeningWord) => {
    setBefore(current ?? 'checks')
    decide.mutate({ contactIds: [contactId], verdict })
  }
  const undo = () => {
    if (before === null) return
    setBefore(null)
    decide.mutate({ contactIds: [contactId], verdict: before })
  }
  useKeys(!isAdding && query.data !== undefined, {
    t: () => say('trusted'),
    r: () => say('rejected'),
    c: () => say('to_check'),
    e: () => setIsAdding(true),
    z: undo,
  })
  if (query.isPending) return <LoadingState rows={8} />
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  return (
    <>
      <Button
        mb="sm"
        size="compact-sm"
        variant="subtle"
        component={Link}
        to="/screening"
        leftSection={<IconArrowLeft size={16} aria-hidden />}
      >
        {t('screening.toQueue')}
      </Button>
      <PersonCard contactId={contactId} loaded={query.data} onAddEvidence={() => setIsAdding(true)}>
        <DecisionButtons
          chosen={current}
          onDecide={say}
          onAddEvidence={() => setIsAdding(true)}
          onUndo={undo}
        />
      </PersonCard>
      <DecisionHistory decisions={query.data.decisions} />
      <EvidenceDialog person={query.data} opened={isAdding} onClose={() => setIsAdding(false)} />
    </>
  )
}
