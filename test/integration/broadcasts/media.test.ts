import { describe, expect, test } from 'vitest'
import type { BroadcastDraft } from '../../../shared/domain/broadcasts.ts'
import {
  broadcastIn,
  customerNumber,
  offerDraft,
  takenByNumber,
  withCustomers,
} from '../../helpers/broadcasts.ts'
import { aTemplate, stageBytes } from '../../helpers/full-run-templates.ts'
import { dayMs, startTestApp, type TestApp } from '../../helpers/test-app.ts'

const picture = [0xff, 0xd8, 0xff, 0xe0]
const film = [0, 0, 0, 0, 0x66, 0x74, 0x79, 0x70]
const numbers = (count: number) => Array.from({ length: count }, (_, at) => customerNumber(at))

const upload = async (app: TestApp) =>
  app.ok('broadcasts.uploadMedia', { fileId: await stageBytes(app, picture), kind: 'image' })

/** A draft to everybody whose text shows the file on top. */
async function withPicture(app: TestApp, mediaId: string): Promise<BroadcastDraft> {
  const header = await app.ok('templates.uploadHeader', { fileId: await stageBytes(app, picture) })
  const { id: draftId } = await app.ok('templates.saveDraft', { draft: aTemplate({ header }) })
  const { id: templateId } = await app.ok('templates.submit', { draftId })
  await app.settle()
  const draft = await offerDraft(app)
  const text = (value: string) => ({ from: 'text' as const, text: value })
  const bindings = { 'header:media': text(mediaId), first_name: text('friend') }
  return { ...draft, variants: [{ templateId, share: 1, bindings }] }
}

async function start(app: TestApp, draft: BroadcastDraft): Promise<string> {
  const { id } = await app.ok('broadcasts.save', draft)
  const { recipients } = await app.ok('broadcasts.plan', { draft })
  await app.ok('broadcasts.start', { broadcastId: id, confirmed: { recipients } })
  return id
}

async function expectEachOnce(app: TestApp, id: string, count: number): Promise<void> {
  const { counts } = await broadcastIn(app, id, 'finished')
  expect(counts.failed + counts.unknown).toBe(0)
  expect(Object.values(takenByNumber(app))).toEqual(Array(count).fill(1))
}

describe('a file on top of a text', () => {
  test('goes out under the id that WhatsApp gave it, uploaded once', async () => {
    const app = await startTestApp()
    await withCustomers(app, numbers(4))
    const { mediaId, fileName } = await upload(app)
    expect(fileName).toBe('a.jpg')
    expect([...app.sandbox.state.media.keys()]).toEqual([mediaId])
    const id = await start(app, await withPicture(app, mediaId))
    await expectEachOnce(app, id, 4)
    expect(app.sandbox.state.media.size).toBe(1)
  })

  test('is uploaded again when its thirty days are over', async () => {
    const app = await startTestApp()
    await withCustomers(app, numbers(4))
    const { mediaId } = await upload(app)
    const draft = await withPicture(app, mediaId)
    app.advance(31 * dayMs)
    const id = await start(app, draft)
    await expectEachOnce(app, id, 4)
    expect(app.sandbox.state.media.size).toBe(2)
  })

  test('is uploaded again when WhatsApp has lost it, and nobody gets it twice', async () => {
    const app = await startTestApp()
    await withCustomers(app, numbers(30))
    const { mediaId } = await upload(app)
    const draft = await withPicture(app, mediaId)
    app.sandbox.state.media.delete(mediaId)
    const id = await start(app, draft)
    await expectEachOnce(app, id, 30)
    expect(app.sandbox.state.media.has(mediaId)).toBe(false)
  })

  test('that WhatsApp does not take any more lets the broadcast wait, with nothing sent', async () => {
    const app = await startTestApp()
    await withCustomers(app, numbers(4))
    const { mediaId } = await upload(app)
    const draft = await withPicture(app, mediaId)
    app.advance(31 * dayMs)
    app.sandbox.setFaults({ calls: [{ kind: 'error', code: 131053, route: 'POST */media' }] })
    const id = await start(app, draft)
    expect((await broadcastIn(app, id, 'paused')).pauseCode).not.toBeNull()
    await app.settle()
    expect(takenByNumber(app)).toEqual({})
    app.sandbox.setFaults({})
    await app.ok('broadcasts.resume', { broadcastId: id })
    await expectEachOnce(app, id, 4)
  })

  test('that cannot be uploaded for now keeps nobody waiting but its own broadcast', async () => {
    const app = await startTestApp()
    await withCustomers(app, numbers(4))
    const { mediaId } = await upload(app)
    const draft = await withPicture(app, mediaId)
    app.advance(31 * dayMs)
    app.sandbox.setFaults({ calls: [{ kind: 'error', code: 131000, route: 'POST */media' }] })
    const shown = await start(app, draft)
    const plain = await start(app, { ...(await offerDraft(app)), name: 'Without a picture' })
    await expectEachOnce(app, plain, 4)
    expect((await broadcastIn(app, shown, 'sending')).counts.queued).toBe(4)
    app.sandbox.setFaults({})
    await broadcastIn(app, shown, 'finished')
    expect(Object.values(takenByNumber(app))).toEqual(Array(4).fill(2))
  })

  test('is kept as long as something shows it', async () => {
    const app = await startTestApp()
    await withCustomers(app, numbers(1))
    const kept = await upload(app)
    const draft = await withPicture(app, kept.mediaId)
    await app.ok('broadcasts.save', draft)
    const unused = await upload(app)
    app.advance(2 * dayMs)
    await upload(app)
    app.sandbox.state.media.clear()
    const failedWith = async (mediaId: string) => {
      const [variant] = draft.variants
      const top = { from: 'text' as const, text: mediaId }
      const bindings = { ...variant!.bindings, 'header:media': top }
      const id = await start(app, { ...draft, variants: [{ ...variant!, bindings }] })
      return (await broadcastIn(app, id, 'finished')).counts.failed
    }
    expect(await failedWith(unused.mediaId)).toBe(1)
    expect(await failedWith(kept.mediaId)).toBe(0)
  })

  test('is of the kind that the template shows, and no larger than WhatsApp takes', async () => {
    const app = await startTestApp()
    const refused = async (bytes: readonly number[], kind: string) =>
      app.refused('broadcasts.uploadMedia', { fileId: await stageBytes(app, bytes), kind })
    expect(await refused(film, 'image')).toMatchObject({ code: 'invalid_input', field: 'fileId' })
    expect(await refused([0x68, 0x69], 'image')).toMatchObject({ code: 'file_format_unknown' })
    const half = Array<number>(3 * 1024 * 1024).fill(0)
    const fileId = await stageBytes(app, [...picture, ...half])
    const base64 = Buffer.from(half).toString('base64')
    await app.ok('files.append', { fileId, base64 })
    expect(await app.refused('broadcasts.uploadMedia', { fileId, kind: 'image' })).toMatchObject({
      code: 'file_too_large',
      params: { megabytes: 5 },
    })
    expect(await refused(picture, 'sticker')).toMatchObject({ code: 'invalid_input' })
    expect(app.sandbox.state.media.size).toBe(0)
  })
})
