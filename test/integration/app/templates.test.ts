import { describe, expect, test } from 'vitest'
import { aTemplate, stageBytes } from '../../helpers/full-run-templates.ts'
import { customersOf } from '../../helpers/people.ts'
import { auditActions, startTestApp, type TestApp } from '../../helpers/test-app.ts'

const nobody = '019b0000-0000-7000-8000-000000000000'

async function handIn(app: TestApp, changes: Record<string, unknown> = {}) {
  const { id: draftId } = await app.ok('templates.saveDraft', { draft: aTemplate(changes) })
  const template = await app.ok('templates.submit', { draftId })
  await app.settle()
  return app.ok('templates.get', { templateId: template.id })
}

describe('a template', () => {
  test('is drafted, handed in and approved, and can be changed once a day', async () => {
    const app = await startTestApp()
    const saved = await app.ok('templates.saveDraft', { draft: aTemplate({ name: 'Not yet' }) })
    expect(saved.errors).toBe(1)
    expect(await app.refused('templates.submit', { draftId: saved.id })).toMatchObject({
      code: 'invalid_input',
      field: 'draft',
    })
    await app.ok('templates.saveDraft', { draftId: saved.id, draft: aTemplate() })
    const sent = await app.ok('templates.submit', { draftId: saved.id })
    expect(['PENDING', 'APPROVED']).toContain(sent.status)
    expect((await app.ok('templates.drafts', {})).drafts).toEqual([])
    await app.settle()
    const approved = await app.ok('templates.get', { templateId: sent.id })
    expect(approved).toMatchObject({
      status: 'APPROVED',
      isEditable: true,
      draft: aTemplate(),
      events: [{ kind: 'status', value: 'APPROVED' }],
    })
    const change = { templateId: sent.id, draft: aTemplate({ footer: 'STOP ends it' }) }
    const first = await app.ok('templates.saveDraft', change)
    expect(await app.refused('templates.saveDraft', change)).toMatchObject({ code: 'conflict' })
    await app.ok('templates.submit', { draftId: first.id })
    await app.settle()
    expect(await app.ok('templates.get', { templateId: sent.id })).toMatchObject({
      footer: 'STOP ends it',
      status: 'APPROVED',
    })
    const second = await app.ok('templates.saveDraft', change)
    expect(await app.refused('templates.submit', { draftId: second.id })).toMatchObject({
      code: 'request_refused',
      params: { code: 100 },
    })
    expect((await app.ok('templates.drafts', {})).drafts).toHaveLength(1)
  })

  test('is rejected with a reason, told on Today and on its page', async () => {
    const app = await startTestApp()
    const rejected = await handIn(app, { name: 'to_be_refused' })
    expect(rejected).toMatchObject({
      status: 'REJECTED',
      rejectedReason: 'TAG_CONTENT_MISMATCH',
      events: [{ kind: 'status', value: 'REJECTED', reason: 'TAG_CONTENT_MISMATCH' }],
    })
    const { attention } = await app.ok('overview.get', {})
    expect(attention).toContainEqual(
      expect.objectContaining({
        kind: 'template_alarm',
        explanation: expect.objectContaining({
          code: 'template_rejected',
          params: expect.objectContaining({ subject: 'to_be_refused' }),
        }),
      }),
    )
  })

  test('lists a status once, however often WhatsApp tells it, and a later review anew', async () => {
    const app = await startTestApp()
    const { id: templateId, name } = await handIn(app, { name: 'to_be_refused' })
    const told = async () => {
      app.sandbox.simulate.templateStatus(name, 'REJECTED', 'TAG_CONTENT_MISMATCH')
      await app.settle()
      return (await app.ok('templates.get', { templateId })).events.length
    }
    expect(await told()).toBe(1)
    app.advance(2 * 60_000)
    expect(await told()).toBe(2)
  })

  test('tells of a new category, its quality and a pause', async () => {
    const app = await startTestApp()
    const { id: templateId, name } = await handIn(app)
    app.sandbox.simulate.templateCategory(name, 'UTILITY', true)
    await app.settle()
    expect(await app.ok('templates.get', { templateId })).toMatchObject({
      category: 'MARKETING',
      events: expect.arrayContaining([
        expect.objectContaining({ kind: 'category_announced', value: 'UTILITY' }),
      ]),
    })
    app.sandbox.simulate.templateCategory(name, 'UTILITY')
    app.sandbox.simulate.templateQuality(name, 'RED')
    app.sandbox.simulate.templateStatus(name, 'PAUSED')
    await app.settle()
    expect(await app.ok('templates.get', { templateId })).toMatchObject({
      category: 'UTILITY',
      quality: 'RED',
      status: 'PAUSED',
    })
    const { attention } = await app.ok('overview.get', {})
    const codes = attention
      .filter(({ kind }) => kind === 'template_alarm')
      .map(({ explanation }) => explanation.code)
    expect(new Set(codes)).toEqual(
      new Set([
        'template_category_announced',
        'template_category_done',
        'template_quality_red',
        'template_paused',
      ]),
    )
  })

  test('is deleted by its name alone, and the name is barred then', async () => {
    const app = await startTestApp()
    const { id: templateId, name } = await handIn(app)
    const wrong = { templateId, confirmName: 'spring' }
    expect(await app.refused('templates.delete', wrong)).toMatchObject({
      code: 'confirmation_required',
    })
    await app.ok('templates.delete', { templateId, confirmName: name, allLanguages: true })
    const { templates } = await app.ok('templates.list', {})
    expect(templates.map((each) => each.id)).not.toContain(templateId)
    const { id: draftId } = await app.ok('templates.saveDraft', { draft: aTemplate() })
    expect(await app.refused('templates.submit', { draftId })).toMatchObject({
      code: 'request_refused',
      params: { subcode: 2388023 },
    })
  })

  test('keeps name and language for good', async () => {
    const app = await startTestApp()
    const { id: templateId } = await handIn(app)
    for (const change of [{ name: 'other' }, { language: 'en' }, { category: 'UTILITY' }])
      expect(
        await app.refused('templates.saveDraft', { templateId, draft: aTemplate(change) }),
      ).toMatchObject({ code: 'invalid_input', field: `draft.${Object.keys(change)[0]}` })
  })

  test('is shown as the phone shows it to each', async () => {
    const app = await startTestApp()
    const { id: templateId } = await handIn(app)
    const [one] = await customersOf(app)
    await app.ok('contacts.update', { contactId: one.contactId, name: 'Mia Example' })
    const bindings = { first_name: { from: 'field', field: 'firstName', fallback: 'you' } } as const
    const input = { templateId, contactId: one.contactId, bindings }
    expect(await app.ok('templates.preview', input)).toMatchObject({
      header: 'Spring is here',
      body: 'Hi Mia, the spring flowers are in the shop since this morning.',
      footer: 'Reply STOP to leave',
      buttons: ['Thanks'],
      missing: null,
    })
    const byMail = { first_name: { from: 'field', field: 'email', fallback: '' } } as const
    expect(await app.ok('templates.preview', { ...input, bindings: byMail })).toMatchObject({
      body: 'Hi {{first_name}}, the spring flowers are in the shop since this morning.',
      missing: 'first_name',
    })
    expect(
      await app.ok('templates.preview', { templateId, contactId: null, bindings: {} }),
    ).toMatchObject({ missing: 'first_name', body: expect.stringContaining('Hi Mia') })
  })

  test('takes a picture, and nothing that is none', async () => {
    const app = await startTestApp()
    const fileId = await stageBytes(app, [0xff, 0xd8, 0xff, 0xe0])
    const header = await app.ok('templates.uploadHeader', { fileId })
    expect(header.type).toBe('image')
    expect(await handIn(app, { header })).toMatchObject({ headerMedia: 'image' })
    const text = await stageBytes(app, [0x68, 0x69], 'a.txt')
    expect(await app.refused('templates.uploadHeader', { fileId: text })).toMatchObject({
      code: 'file_format_unknown',
    })
    expect(await app.refused('templates.uploadHeader', { fileId: nobody })).toMatchObject({
      code: 'not_found',
    })
    const forged = aTemplate({ name: 'forged', header: { ...header, handle: '4::made-up' } })
    const { id: draftId } = await app.ok('templates.saveDraft', { draft: forged })
    expect(await app.refused('templates.submit', { draftId })).toMatchObject({
      code: 'request_refused',
    })
  })

  test('invites to a group, ready-made and once per language', async () => {
    const app = await startTestApp()
    expect(await app.ok('templates.addGroupInvite', { language: 'zh_CN' })).toMatchObject({
      status: 'APPROVED',
      category: 'UTILITY',
      language: 'zh_CN',
    })
    expect(await app.refused('templates.addGroupInvite', { language: 'zh_CN' })).toMatchObject({
      code: 'request_refused',
      params: { subcode: 2388024 },
    })
  })

  test('that is paused says for how long, and is lifted where it can be', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const { templates } = await app.ok('templates.list', {})
    const { id: templateId } = templates.find(({ name }) => name === 'order_ready')!
    const get = () => app.ok('templates.get', { templateId })
    expect((await get()).pause).toBeNull()
    app.sandbox.simulate.templateStatus('order_ready', 'PAUSED', 'FIRST_PAUSE')
    await app.settle()
    const { pause, status } = await get()
    expect(status).toBe('PAUSED')
    expect(pause).toMatchObject({ kind: 'first', isLiftable: false })
    expect(pause!.until! - pause!.since!).toBe(3 * 60 * 60 * 1000)
    expect(await app.refused('templates.unpause', { templateId })).toMatchObject({
      code: 'conflict',
      field: 'templateId',
    })
    app.sandbox.simulate.templateStatus('order_ready', 'PAUSED', 'RATE_LIMITING_PAUSE')
    await app.settle()
    expect((await get()).pause).toMatchObject({ kind: 'rate', until: null, isLiftable: true })
    // WhatsApp lets it go on after some minutes only
    expect((await app.refused('templates.unpause', { templateId })).code).toBe('request_refused')
    app.advance(6 * 60 * 1000)
    expect(await app.ok('templates.unpause', { templateId })).toMatchObject({ status: 'APPROVED' })
    expect((await get()).pause).toBeNull()
    expect(await auditActions(app)).toContain('templates.unpaused')
    expect((await app.refused('templates.unpause', { templateId: nobody })).code).toBe('not_found')
  })

  test('stays a draft when WhatsApp cannot be reached', async () => {
    const app = await startTestApp()
    const { id: draftId } = await app.ok('templates.saveDraft', { draft: aTemplate() })
    app.sandbox.setFaults({
      calls: [{ route: 'POST /{waba}/message_templates', kind: 'error', code: 2 }],
    })
    expect((await app.refused('templates.submit', { draftId })).code).toBe('temporary_failure')
    expect((await app.ok('templates.getDraft', { draftId })).draft.name).toBe('spring_hello')
  })

  test('that nobody knows is not found', async () => {
    const app = await startTestApp()
    for (const call of ['templates.get', 'templates.delete'] as const)
      expect(await app.refused(call, { templateId: nobody, confirmName: 'x' })).toMatchObject({
        code: 'not_found',
      })
    for (const call of [
      'templates.getDraft',
      'templates.discardDraft',
      'templates.submit',
    ] as const)
      expect(await app.refused(call, { draftId: nobody })).toMatchObject({ code: 'not_found' })
  })
})
