import { setImmediate as nextTurn } from 'node:timers/promises'
import type { contactCalls } from '../../../shared/ipc/contact-calls.ts'
import {
  clearCustomField,
  deleteCustomField,
  listCustomFields,
  requireCustomField,
  saveCustomField,
} from '../../store/custom-field-store.ts'
import { deleteView, listViews, requireView, saveView } from '../../store/saved-view-store.ts'
import { command, process, query, type Handlers } from '../context.ts'

type Names = Extract<keyof typeof contactCalls, `customFields.${string}` | `savedViews.${string}`>

const portion = 5000

/** The owner's own fields of contacts, and named views of their list. */
export const contactSettingHandlers: Handlers<Names> = {
  'customFields.list': query(({ db }) => ({ fields: listCustomFields(db) })),
  'customFields.save': command((context, field) => {
    const saved = saveCustomField(context.db, context, field)
    context.audit({
      action: 'customFields.saved',
      subjectKind: 'custom_field',
      subjectId: field.key,
      data: { type: field.type },
    })
    context.changed(['customFields', 'contacts'])
    return saved
  }),
  'customFields.delete': process(async (context, { key }) => {
    context.transact(({ db, audit, changed }) => {
      requireCustomField(db, key)
      deleteCustomField(db, key)
      audit({ action: 'customFields.deleted', subjectKind: 'custom_field', subjectId: key })
      changed(['customFields', 'contacts'])
    })
    let after: number | null = 0
    while (after !== null) {
      const from: number = after
      after = context.transact(({ db }) => clearCustomField(db, key, from, portion))
      await nextTurn()
    }
    return { done: true }
  }),
  'savedViews.list': query(({ db }) => ({ views: listViews(db) })),
  'savedViews.save': command((context, input) => {
    const view = saveView(context.db, context, input)
    context.audit({ action: 'savedViews.saved', subjectKind: 'saved_view', subjectId: view.id })
    context.changed(['savedViews'])
    return view
  }),
  'savedViews.delete': command((context, { viewId }) => {
    requireView(context.db, viewId)
    deleteView(context.db, viewId)
    context.audit({ action: 'savedViews.deleted', subjectKind: 'saved_view', subjectId: viewId })
    context.changed(['savedViews'])
    return { done: true }
  }),
}
