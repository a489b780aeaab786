import { create } from 'zustand'
import type { AppEvent } from '../../shared/ipc/events.ts'

export type Progress = Extract<AppEvent, { topic: 'progress' }>['payload']
export type ProgressKind = Progress['kind']

interface ProgressState {
  readonly tasks: Readonly<Record<string, Progress>>
}

const useProgressStore = create<ProgressState>(() => ({ tasks: {} }))

/** Takes in one progress event. A task that has ended is forgotten. */
export function recordProgress(progress: Progress): void {
  useProgressStore.setState(({ tasks }) => {
    const rest = { ...tasks }
    if (progress.state === 'running') rest[progress.taskId] = progress
    else delete rest[progress.taskId]
    return { tasks: rest }
  })
}

/** The running task of a kind, or null. */
export function useProgress(kind: ProgressKind): Progress | null {
  return useProgressStore(
    (state) => Object.values(state.tasks).find((task) => task.kind === kind) ?? null,
  )
}

/** The running task of this id, or null. */
export function useTaskProgress(taskId: string): Progress | null {
  return useProgressStore((state) => state.tasks[taskId] ?? null)
}
