import { join } from 'node:path'
import { buildDemoCustomersCsv, buildDemoOrdersCsv } from '../sandbox/demo-shop/customers-csv.ts'
import { runBroadcastDemo } from './demo-broadcasts.ts'
import type { Call, DemoOptions, Step } from './demo-options.ts'

const drainMs = 15_000

/** The customer side, step by step, over fictional customers. */
export async function runPeopleDemo(options: DemoOptions, call: Call, step: Step): Promise<void> {
  await importCustomers(options, call, step)
  await findAndMerge(call, step)
  await screen(call, step)
  await signUpAndLeave(options, call, step)
  await segments(call, step)
  await runBroadcastDemo(options, call, step)
  await cleanUp(call, step)
}

async function importCustomers(
  { outputDir, write }: DemoOptions,
  call: Call,
  step: Step,
): Promise<void> {
  const files = {
    contacts: join(outputDir, 'customers.csv'),
    orders: join(outputDir, 'orders.csv'),
  } as const
  await write(files.contacts, buildDemoCustomersCsv(Date.now(), 'en'))
  await write(files.orders, buildDemoOrdersCsv(Date.now()))
  const { importId } = await call('imports.receive', { kind: 'contacts', path: files.contacts })
  const look = await call('imports.inspect', { importId })
  step(
    'Customers: looked at before anything is taken in',
    `${look.format}, ${look.columns.map(({ title, field }) => `${title} → ${field}`).join(', ')}`,
    `${look.rows.filter((row) => row.problems.length > 0).length} of the first ${look.rows.length} rows have a problem`,
  )
  const done = await importWhole(call, importId)
  const { fileId, rows } = await call('imports.exportRejections', { importId })
  await saveFile(call, fileId, (bytes) => write(join(outputDir, 'customers-errors.csv'), bytes))
  step(
    `Customers imported: ${done.state}`,
    `${done.added} added, ${done.updated} updated, ${done.unchanged} unchanged, ${done.rejected} rejected (${rows} lines in customers-errors.csv)`,
  )
  const again = await call('imports.receive', { kind: 'contacts', path: files.contacts })
  const repeated = await importWhole(call, again.importId)
  const orders = await call('imports.receive', { kind: 'orders', path: files.orders })
  const bought = await importWhole(call, orders.importId)
  step(
    'The same file again, and their orders',
    `${repeated.added} added, ${repeated.updated} updated, ${repeated.unchanged} unchanged`,
    `${bought.added} orders added, ${bought.rejected} rejected`,
  )
}

/** An import goes on by itself once it is started. */
async function importWhole(call: Call, importId: string) {
  await call('imports.start', { importId })
  for (;;) {
    const now = await call('imports.get', { importId })
    if (now.state !== 'running') return now
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function saveFile(
  call: Call,
  fileId: string,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const { base64 } = await call('files.read', { fileId, offset: 0, length: 4 * 1024 * 1024 })
  await write(Buffer.from(base64, 'base64'))
  await call('files.discard', { fileId })
}

async function findAndMerge(call: Call, step: Step): Promise<void> {
  const { total } = await call('contacts.count', {})
  const chinese = await call('contacts.count', { search: '王' })
  const digits = await call('contacts.count', { search: '5550' })
  const { items } = await call('contacts.list', { sort: 'spent', descending: true, limit: 2 })
  const [first, second] = items
  if (!first || !second) throw new Error('Nobody bought anything')
  const { mergeId } = await call('contacts.merge', { intoId: first.id, fromId: second.id })
  const merged = await call('contacts.get', { contactId: first.id })
  await call('contacts.split', { mergeId })
  const split = await call('contacts.get', { contactId: first.id })
  step(
    `People: ${total}`,
    `found by 王: ${chinese.total}, by 5550: ${digits.total}`,
    `two merged: ${merged.orderCount} orders together; taken apart again: ${split.orderCount}`,
  )
}

async function screen(call: Call, step: Step): Promise<void> {
  const ran = await call('screening.run', { scope: 'all' })
  const { items } = await call('screening.queue', { limit: 1 })
  const [person] = items
  if (!person) throw new Error('Nobody is to check')
  await call('screening.addEvidence', {
    contactId: person.contactId,
    kind: 'shop_visit',
    place: 'Counter',
  })
  await call('screening.decide', { contactIds: [person.contactId], verdict: 'trusted' })
  const after = await call('screening.get', { contactId: person.contactId })
  step(
    `Screened: ${ran.screened}`,
    `${ran.trusted} trusted, ${ran.toCheck} to check, ${ran.rejected} rejected`,
    `one decided by the owner: ${person.verdict} → ${after.verdict}, with ${after.results.length} checks kept`,
  )
}

async function signUpAndLeave(
  { app, sandbox, outputDir, write }: DemoOptions,
  call: Call,
  step: Step,
): Promise<void> {
  const wording = await call('legalTexts.save', {
    kind: 'consent',
    purpose: 'marketing',
    language: 'en',
    body: 'I agree that Jasmine & Co. Flowers (demo) sends me offers on WhatsApp. Reply STOP to end it.',
  })
  const campaign = await call('signupCampaigns.save', {
    name: 'Spring window',
    codeWord: 'PEONY',
    legalTextId: wording.id,
  })
  const poster = await call('signupCampaigns.poster', { campaignId: campaign.id, format: 'pdf' })
  await saveFile(call, poster.fileId, (bytes) =>
    write(join(outputDir, 'sign-up-poster.pdf'), bytes),
  )
  const phone = '+12065550177'
  const says = async (text: string) => {
    sandbox.simulate.message(null, { phone, name: 'Wren Halloran (demo)' }, text)
    await sandbox.drain(drainMs)
    await app.drain(drainMs)
  }
  await says('PEONY')
  const found = await call('contacts.list', { search: '12065550177', limit: 1 })
  const contactId = found.items[0]?.id
  if (contactId === undefined) throw new Error('Who signed up is not there')
  const agreed = await call('consent.get', { contactId })
  const entryId = agreed.entries[0]?.id
  if (entryId === undefined) throw new Error('The sign-up left no entry')
  const receipt = await call('consent.receipt', { contactId, entryId, format: 'json' })
  await saveFile(call, receipt.fileId, (bytes) => write(join(outputDir, receipt.fileName), bytes))
  await says('STOP')
  const left = await call('consent.get', { contactId })
  const standing = (consent: typeof left) =>
    consent.standings.find(({ purpose }) => purpose === 'marketing')?.state ?? 'unknown'
  step(
    'Signed up by code word, and left by STOP',
    `poster sign-up-poster.pdf, receipt ${receipt.fileName}`,
    `marketing: ${standing(agreed)} by ${agreed.entries[0]?.source}, then ${standing(left)} by ${left.entries[0]?.source}`,
  )
}

async function segments(call: Call, step: Step): Promise<void> {
  const rfm = await call('rfm.recompute', {})
  const tiers = ['loyal', 'potential', 'lost'].map((tier) => {
    const contacts = rfm.classes
      .filter((row) => row.tier === tier)
      .reduce((sum, row) => sum + row.contacts, 0)
    return `${contacts} ${tier}`
  })
  const segment = await call('segments.save', {
    name: 'Bought twice in 90 days, not in 30',
    conditions: {
      type: 'all',
      of: [
        { type: 'orders', measure: 'count', withinDays: 90, comparison: 'ge', value: 2 },
        { type: 'orders', measure: 'count', withinDays: 30, comparison: 'eq', value: 0 },
      ],
    },
  })
  const { total } = await call('segments.count', { segmentId: segment.id })
  step(
    `Customers by what they bought: ${rfm.customers}`,
    tiers.join(', '),
    `${segment.name}: ${total}`,
  )
  await keepGroup(call, step)
}

/** A group of the wedding customers: who is missing, who no longer fits; both wait for the owner. */
async function keepGroup(call: Call, step: Step): Promise<void> {
  const { items } = await call('groups.list', { kind: 'managed', limit: 500 })
  const group = items.find(({ subject }) => subject.startsWith('Wedding'))
  const { tags } = await call('tags.list', {})
  const tag = tags.find(({ name }) => name === 'wedding')
  if (!group || !tag) throw new Error('No group or tag of wedding customers')
  const segment = await call('segments.save', {
    name: 'Wedding customers',
    conditions: { type: 'all', of: [{ type: 'tag', operator: 'any', tagIds: [tag.id] }] },
  })
  const kept = await call('groupSegments.set', { groupId: group.id, segmentId: segment.id })
  const template = await call('templates.addGroupInvite', { language: 'en' })
  const { queued } =
    kept.toInvite.length === 0
      ? { queued: 0 }
      : await call('groupSegments.invite', {
          groupId: group.id,
          templateId: template.id,
          confirmCount: kept.toInvite.length,
        })
  const { removals } = await call('groupSegments.propose', { groupId: group.id })
  step(
    `“${group.subject}” kept by “${segment.name}”`,
    `${kept.total} fit, ${kept.inGroup} of them in the group, ${queued} invited`,
    `not invited: ${kept.leftOut.map(({ reason, contacts }) => `${contacts} ${reason}`).join(', ') || 'nobody'}`,
    `${removals} removals proposed, waiting for the owner`,
  )
}

async function cleanUp(call: Call, step: Step): Promise<void> {
  const rule = await call('cleanUp.saveRule', {
    name: 'Never agreed, nothing bought',
    criteria: { hasNeverAgreed: true },
    action: 'anonymise',
  })
  const preview = await call('cleanUp.preview', { criteria: rule.criteria })
  const run = await call('cleanUp.run', { ruleId: rule.id, confirmedContacts: preview.matched })
  const { contacts } = await call('cleanUp.restore', { runId: run.id })
  const exposure = await call('cleanUp.exposure', {})
  step(
    `Clean-up, dry run: ${preview.matched} of ${preview.total}`,
    `kept: ${preview.kept.map((kept) => `${kept.contacts} ${kept.reason}`).join(', ') || 'nobody'}`,
    `put into the bin: ${run.contacts}, brought back: ${contacts}`,
    `held: ${exposure.contacts} people, ${exposure.messages} messages, ${exposure.orders} orders`,
  )
}
