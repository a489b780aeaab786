import { AppError } from '../../../shared/errors.ts'
import { requireContact } from '../../store/contact-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { getGroup } from '../../store/group-store.ts'
import { listMembers } from '../../store/member-store.ts'
import { all, one, run } from '../../store/statement.ts'
import { command, query, type Handlers } from '../context.ts'
import { evaluateGroupsOf } from '../evaluate-groups-of.ts'

type Names =
  | 'members.list'
  | 'members.reveal'
  | 'contactLists.list'
  | 'contactLists.save'
  | 'contactLists.setMembers'

export const memberHandlers: Handlers<Names> = {
  'members.list': query(({ db, now }, input) => {
    getGroup(db, input.groupId)
    return listMembers(db, now, input)
  }),
  'members.reveal': command((context, { contactId }) => {
    const contact = requireContact(context.db, contactId)
    context.audit({
      action: 'members.revealed',
      subjectKind: 'contact',
      subjectId: contactId,
      contactId,
    })
    return { number: contact.waId === null ? null : `+${contact.waId}` }
  }),
  'contactLists.list': query(({ db }) => ({ lists: listContactLists(db) })),
  'contactLists.save': command((context, { listId, name }) => {
    const twin = one<{ id: string }>(context.db, 'SELECT id FROM contact_list WHERE name=$name', {
      name,
    })
    if (twin && twin.id !== listId)
      throw new AppError('conflict', {
        field: 'name',
        message: 'Another list has this name. Choose another.',
      })
    if (listId !== undefined) requireList(context.db, listId)
    const id = listId ?? context.newId()
    run(
      context.db,
      `INSERT INTO contact_list (id, name, created_at) VALUES ($id, $name, $now)
       ON CONFLICT (id) DO UPDATE SET name=excluded.name`,
      { id, name, now: context.now },
    )
    context.audit({ action: 'contactLists.saved', subjectKind: 'contact_list', subjectId: id })
    context.changed(['contactLists', 'members'])
    return requireList(context.db, id)
  }),
  'contactLists.setMembers': command((context, { listId, contactIds, isIn }) => {
    requireList(context.db, listId)
    for (const contactId of contactIds) {
      requireContact(context.db, contactId)
      run(
        context.db,
        isIn
          ? 'INSERT OR IGNORE INTO contact_list_member (list_id, contact_id, added_at) VALUES ($listId, $contactId, $now)'
          : 'DELETE FROM contact_list_member WHERE list_id=$listId AND contact_id=$contactId',
        { listId, contactId, now: context.now },
      )
    }
    context.audit({
      action: isIn ? 'contactLists.added' : 'contactLists.removed',
      subjectKind: 'contact_list',
      subjectId: listId,
      data: { contactIds },
    })
    evaluateGroupsOf(context, contactIds)
    context.changed(['contactLists', 'members'])
    return requireList(context.db, listId)
  }),
}

interface ContactList {
  id: string
  name: string
  size: number
}

const listColumns = `contact_list.id, contact_list.name,
  (SELECT count(*) FROM contact_list_member JOIN contact ON contact.id=contact_list_member.contact_id
     WHERE list_id=contact_list.id AND contact.binned_at IS NULL) AS size`

function listContactLists(db: ReadableDatabase): ContactList[] {
  return all<ContactList>(
    db,
    `SELECT ${listColumns} FROM contact_list ORDER BY name COLLATE NOCASE`,
  )
}

function requireList(db: ReadableDatabase, listId: string): ContactList {
  const list = one<ContactList>(db, `SELECT ${listColumns} FROM contact_list WHERE id=$listId`, {
    listId,
  })
  if (!list) throw new AppError('not_found', { field: 'listId', message: 'There is no such list.' })
  return list
}
