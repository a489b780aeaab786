import type { AppEvent } from '../../../shared/ipc/events.ts'
import type { ActiveBroadcast } from './active-broadcast.ts'

/** Tells hosts how far broadcasts are, no more often than anybody looks. */
export interface SendingProgress {
  tell(active: readonly ActiveBroadcast[], isSending: (active: ActiveBroadcast) => boolean): void
}

const everyMs = 250
const changedEveryMs = 1000

export function createProgress({
  clock,
  emit,
}: {
  readonly clock: () => number
  readonly emit: (event: AppEvent) => void
}): SendingProgress {
  const told = new Set<string>()
  let toldAt = 0
  let changedAt = 0

  function send(active: ActiveBroadcast, state: 'running' | 'finished' | 'cancelled'): void {
    const { id: taskId, total } = active
    const doneCount = Math.min(active.done, total)
    emit({ topic: 'progress', payload: { taskId, kind: 'broadcast', doneCount, total, state } })
  }

  return {
    tell(actives, isSending) {
      const now = clock()
      const ended = actives.filter((active) => told.has(active.id) && !isSending(active))
      for (const active of ended) {
        told.delete(active.id)
        send(active, active.done >= active.total ? 'finished' : 'cancelled')
      }
      const isEarly = now - toldAt < everyMs && now >= toldAt
      if (isEarly) return
      toldAt = now
      for (const active of actives.filter(isSending)) {
        told.add(active.id)
        send(active, 'running')
      }
      if (now - changedAt < changedEveryMs && now >= changedAt) return
      changedAt = now
      emit({ topic: 'changed', payload: { domains: ['broadcasts'], groupId: null } })
    },
  }
}
