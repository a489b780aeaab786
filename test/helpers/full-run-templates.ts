import { templateDraft } from '../../shared/domain/templates.ts'
import type { TestApp } from './test-app.ts'

/** A draft that WhatsApp takes, unless something in it is changed. */
export function aTemplate(changes: Record<string, unknown> = {}) {
  return templateDraft.parse({
    name: 'spring_hello',
    language: 'en_US',
    category: 'MARKETING',
    header: { type: 'text', text: 'Spring is here' },
    body: 'Hi {{first_name}}, the spring flowers are in the shop since this morning.',
    footer: 'Reply STOP to leave',
    buttons: [{ type: 'QUICK_REPLY', text: 'Thanks' }],
    examples: { first_name: 'Mia' },
    ...changes,
  })
}

/** The id of a staged file with these bytes. */
export async function stageBytes(app: TestApp, bytes: readonly number[], fileName = 'a.jpg') {
  const { fileId } = await app.ok('files.stage', { fileName, bytes: bytes.length })
  await app.ok('files.append', { fileId, base64: Buffer.from(bytes).toString('base64') })
  return fileId
}

/** Every command of this part of the contract once. */
export async function runTemplates(app: TestApp): Promise<void> {
  const gone = await app.ok('templates.saveDraft', { draft: aTemplate({ name: 'nothing' }) })
  await app.ok('templates.discardDraft', { draftId: gone.id })
  const fileId = await stageBytes(app, [0xff, 0xd8, 0xff, 0xe0])
  const header = await app.ok('templates.uploadHeader', { fileId })
  const { id: draftId } = await app.ok('templates.saveDraft', { draft: aTemplate({ header }) })
  const template = await app.ok('templates.submit', { draftId })
  await app.settle()
  await app.ok('templates.refresh', {})
  await app.ok('templates.addGroupInvite', { language: 'en' })
  app.sandbox.simulate.templateStatus(template.name, 'PAUSED', 'RATE_LIMITING_PAUSE')
  await app.settle()
  app.advance(6 * 60 * 1000)
  await app.ok('templates.unpause', { templateId: template.id })
  await app.ok('templates.delete', { templateId: template.id, confirmName: template.name })
}
