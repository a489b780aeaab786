import type { CallInput } from '../../../../shared/ipc/contract.ts'

/** Whom and how a notice goes out, as the form holds it. */
export interface NoticeForm {
  readonly legalTextId: string
  readonly audience: 'all' | 'tag' | 'group'
  readonly tagId: string | null
  readonly groupId: string | null
  readonly onlyWithout: boolean
  readonly templateId: string | null
}

/** The form as the app takes it, or null while tag or group are missing. */
export function toNoticeDraft(form: NoticeForm): CallInput<'notices.preview'> | null {
  const filter =
    form.audience === 'all'
      ? {}
      : form.audience === 'tag'
        ? form.tagId === null
          ? null
          : { tagIds: [form.tagId] }
        : form.groupId === null
          ? null
          : { groupId: form.groupId }
  if (filter === null) return null
  return {
    legalTextId: form.legalTextId,
    target: { filter },
    onlyWithout: form.onlyWithout,
    ...(form.templateId === null ? {} : { templateId: form.templateId }),
  }
}
