import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../shared/ipc/contract.ts'
import { showDone } from '../../lib/notify.tsx'
import { navigate } from '../../lib/router.ts'
import { useCommand } from '../../lib/use-call.ts'

/** Turns findings into a plan and goes there, or says that there is nothing to do. */
export function usePlanMaker() {
  const { t } = useTranslation()
  const create = useCommand('plans.create', {
    onSuccess: ({ planId }) => {
      if (planId === null) showDone(t('findings.nothingToPlan'))
      else navigate(`/plans/${planId}`)
    },
  })
  return {
    make: (input: CallInput<'plans.create'>) => create.mutate(input),
    isPending: create.isPending,
  }
}
