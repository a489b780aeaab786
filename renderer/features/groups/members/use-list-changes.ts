import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { showDone } from '../../../lib/notify.tsx'
import { useCommand } from '../../../lib/use-call.ts'

/** Puts contacts on a chosen list or takes them off, and says so. */
export function useListChanges(onDone?: () => void) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  return useCommand('contactLists.setMembers', {
    onSuccess: (list, { contactIds, isIn }) => {
      void queryClient.invalidateQueries({ queryKey: ['members'] })
      const key = isIn ? 'members.list.added' : 'members.list.removed'
      showDone(t(key, { count: contactIds.length, name: list.name }))
      onDone?.()
    },
  })
}
