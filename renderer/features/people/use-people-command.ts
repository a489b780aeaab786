import { useQueryClient } from '@tanstack/react-query'
import type { CallName } from '../../../shared/ipc/contract.ts'
import { useCommand, type CommandOptions } from '../../lib/use-call.ts'

/** A command after which people, their tags and their fields are asked for again. */
export function usePeopleCommand<N extends CallName>(name: N, options: CommandOptions<N> = {}) {
  const queryClient = useQueryClient()
  return useCommand(name, {
    ...options,
    onSuccess: (output, input) => {
      for (const domain of ['contacts', 'tags']) {
        void queryClient.invalidateQueries({ queryKey: [domain] })
      }
      options.onSuccess?.(output, input)
    },
  })
}
