import { membersOf, groupNamed, type TestApp } from './test-app.ts'

/** Every command of this part of the contract once. */
export async function runConsent(app: TestApp): Promise<void> {
  const group = await groupNamed(app, 'Small group')
  const members = await membersOf(app, group.id)
  const contactId = members[0]!.contactId
  const text = await app.ok('legalTexts.save', {
    kind: 'consent',
    purpose: 'marketing',
    language: 'en',
    body: 'Corner shop may send me offers. I end this by answering STOP.',
  })
  await app.ok('consent.record', {
    contactId,
    state: 'given',
    source: 'form',
    legalTextId: text.id,
  })
  const { entries } = await app.ok('consent.get', { contactId })
  await app.ok('consent.receipt', { contactId, entryId: entries[0]!.id })
  await app.ok('consentPurposes.save', { key: 'birthday', name: 'Birthday wishes' })
  await app.ok('consentPurposes.list', {})
  await app.ok('consentPurposes.delete', { key: 'birthday' })
  await app.ok('optOutWords.save', await app.ok('optOutWords.get', {}))
  await app.ok('legalTexts.suggestions', {})
  await runSignUp(app, text.id)
  await runNotice(app, contactId)
}

async function runSignUp(app: TestApp, legalTextId: string): Promise<void> {
  const campaign = await app.ok('signupCampaigns.save', {
    name: 'Fair',
    codeWord: 'Marigold',
    legalTextId,
    isDoubleOptIn: true,
  })
  const who = { phone: '+12025550192', name: 'Dorothea Finch' }
  for (const words of ['Marigold', 'yes', 'stop', 'start']) {
    app.sandbox.simulate.message(null, who, words)
    await app.settle()
    app.advance(2000)
  }
  await app.ok('signupCampaigns.poster', { campaignId: campaign.id, format: 'html' })
  await app.ok('signupCampaigns.close', { campaignId: campaign.id })
  await app.ok('signupCampaigns.list', {})
}

async function runNotice(app: TestApp, contactId: string): Promise<void> {
  const { id: legalTextId } = await app.ok('legalTexts.save', {
    kind: 'privacy_notice',
    language: 'en',
    body: 'We keep your name and your number.',
  })
  const { templates } = await app.ok('templates.list', {})
  const draft = { legalTextId, templateId: templates[0]!.id, target: { contactIds: [contactId] } }
  const { byText, byTemplate } = await app.ok('notices.preview', draft)
  await app.ok('notices.send', { ...draft, confirmCount: byText + byTemplate })
  await app.settle()
  await app.ok('notices.coverage', {})
  await app.ok('notices.outdated', { legalTextId })
  await app.ok('directMessages.list', {})
  await app.ok('legalTexts.list', {})
}
