import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showDone, showError } from '../../lib/notify.tsx'
import { navigate } from '../../lib/router.ts'
import { callOrThrow, toErrorReply } from '../../lib/use-call.ts'

export interface NewPlan {
  readonly isBusy: boolean
  readonly make: () => void
}

/**
 * Looks at the groups anew, plans what differs and goes there. Where nothing differs, it says so.
 * `groupId` null: all groups.
 */
export function useNewPlan(groupId: string | null): NewPlan {
  const { t } = useTranslation()
  const [isBusy, setIsBusy] = useState(false)
  const run = async () => {
    const scope = groupId === null ? {} : { groupId }
    await callOrThrow('findings.evaluate', scope)
    const { planId } = await callOrThrow('plans.create', scope)
    if (planId === null) {
      showDone(t('plans.nothingToDo.text'))
      return
    }
    navigate(`/plans/${planId}`)
  }
  const make = () => {
    setIsBusy(true)
    run()
      .catch((error: unknown) => showError(toErrorReply(error)))
      .finally(() => setIsBusy(false))
  }
  return { isBusy, make }
}
