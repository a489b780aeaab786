import { membersOf, groupNamed, type TestApp } from './test-app.ts'

/** Every command of this part of the contract once. */
export async function runContacts(app: TestApp): Promise<void> {
  await app.ok('customFields.save', { key: 'shoe_size', label: 'Shoe size', type: 'number' })
  const { contactId } = await app.ok('contacts.create', {
    name: 'Dorothea Finch',
    number: '+1 202 555 0164',
    custom: { shoe_size: '38' },
  })
  await app.ok('contacts.update', { contactId, city: 'Bath', email: 'dorothea@shop.example' })
  const note = await app.ok('contacts.addNote', { contactId, text: 'Likes peonies' })
  await app.ok('contacts.deleteNote', { noteId: note.id })
  const tag = await app.ok('tags.save', { name: 'Peonies' })
  await app.ok('tags.save', { tagId: tag.id, name: 'Peony lovers' })
  await app.ok('tags.assign', { tagId: tag.id, target: { contactIds: [contactId] }, isOn: true })
  await app.ok('tags.assign', { tagId: tag.id, target: { filter: {} }, isOn: true })
  const group = await groupNamed(app, 'Neighbours')
  const member = (await membersOf(app, group.id))[0]!
  await app.ok('contacts.dismissDuplicate', { oneId: contactId, otherId: member.contactId })
  const { mergeId } = await app.ok('contacts.merge', {
    intoId: contactId,
    fromId: member.contactId,
  })
  await app.ok('contacts.split', { mergeId })
  const view = await app.ok('savedViews.save', {
    name: 'Peony lovers',
    filter: { tagIds: [tag.id] },
    sort: 'lastSeen',
    descending: true,
  })
  await readEverything(app, contactId)
  for (const format of ['csv', 'xlsx', 'vcard'] as const) {
    const file = await app.ok('contacts.export', { target: { filter: {} }, format })
    await app.ok('files.read', { fileId: file.fileId, offset: 0, length: 4 * 1024 * 1024 })
    await app.ok('files.discard', { fileId: file.fileId })
  }
  await app.ok('savedViews.delete', { viewId: view.id })
  await app.ok('tags.delete', { tagId: tag.id })
  await app.ok('customFields.delete', { key: 'shoe_size' })
}

/** Every query of it once, so that what it tells is looked at. */
async function readEverything(app: TestApp, contactId: string): Promise<void> {
  const { items } = await app.ok('contacts.list', { limit: 500 })
  for (const contact of items) {
    await app.ok('contacts.get', { contactId: contact.id })
    await app.ok('contacts.timeline', { contactId: contact.id })
  }
  await app.ok('contacts.orders', { contactId })
  await app.ok('contacts.count', {})
  await app.ok('contacts.duplicates', {})
  await app.ok('tags.list', {})
  await app.ok('customFields.list', {})
  await app.ok('savedViews.list', {})
}
