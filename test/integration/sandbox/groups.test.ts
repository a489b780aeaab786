import { describe, expect, it } from 'vitest'
import { call, groupNamed, send, startBoth, startSandbox } from './harness.ts'

/** The head of a JPEG of the given size: enough for whoever reads the frame header only. */
function jpeg(width: number, height: number): Blob {
  const bytes = Buffer.alloc(64)
  bytes.set([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 0, 0, 0xff, 0xc0, 0x00, 0x11, 8])
  bytes.writeUInt16BE(height, 13)
  bytes.writeUInt16BE(width, 15)
  return new Blob([bytes], { type: 'image/jpeg' })
}

async function sendPicture(sandbox: Awaited<ReturnType<typeof startSandbox>>, part: Blob | string) {
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('file', part)
  const response = await fetch(`${sandbox.url}/v24.0/${groupNamed(sandbox, 'Small group').id}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.accessToken}` },
    body: form,
  })
  return (await response.json()) as { request_id?: string; error?: { code: number } }
}

describe('the group list', () => {
  it('pages forwards and backwards, with next only while there is more', async () => {
    const sandbox = await startSandbox()
    const first = await call(sandbox, 'GET', `${sandbox.phoneNumberId}/groups?limit=1`)
    expect(first.body.data.groups).toEqual([
      {
        id: expect.any(String),
        subject: 'Small group',
        created_at: expect.stringMatching(/^\d+$/),
      },
    ])
    expect(first.body.paging.previous).toBeUndefined()
    expect(first.body.paging.next).not.toContain(sandbox.accessToken)

    const next = await fetch(first.body.paging.next, {
      headers: { authorization: `Bearer ${sandbox.accessToken}` },
    }).then((response) => response.json() as Promise<typeof first.body>)
    expect(next.data.groups[0].subject).toBe('Approval group')
    expect(next.paging.next).toBeUndefined()

    const { before } = next.paging.cursors
    const back = await call(sandbox, 'GET', `${sandbox.phoneNumberId}/groups?before=${before}`)
    expect(back.body.data.groups[0].subject).toBe('Small group')
  })

  it.each([
    ['after=nonsense', 131059],
    ['before=nonsense', 131059],
    ['limit=0', 100],
    ['limit=1025', 100],
    ['limit=many', 100],
  ])('refuses %s with %i', async (query, code) => {
    const sandbox = await startSandbox()
    const answer = await call(sandbox, 'GET', `${sandbox.phoneNumberId}/groups?${query}`)
    expect([answer.status, answer.body.error.code]).toEqual([400, code])
  })

  it('says 131215 to a number that is not eligible', async () => {
    const sandbox = await startSandbox()
    sandbox.state.account.eligibleForGroups = false
    const answer = await call(sandbox, 'GET', `${sandbox.phoneNumberId}/groups`)
    expect(answer.body.error.code).toBe(131215)
  })
})

describe('creating a group', () => {
  it('answers with a request id at once and tells the group later', async () => {
    const { sandbox, receiver } = await startBoth()
    const answer = await send(sandbox, 'POST', `${sandbox.phoneNumberId}/groups`, {
      subject: '  Spring  ',
      join_approval_mode: 'approval_required',
    })
    expect(answer.body).toEqual({ messaging_product: 'whatsapp', request_id: expect.any(String) })
    await sandbox.drain()
    const group = groupNamed(sandbox, 'Spring')
    expect(receiver.groupEvents('group_lifecycle_update')).toEqual([
      {
        timestamp: expect.stringMatching(/^\d+$/),
        type: 'group_create',
        request_id: answer.body.request_id,
        subject: 'Spring',
        group_id: group.id,
        invite_link: group.inviteLink,
        join_approval_mode: 'approval_required',
      },
    ])
    expect(sandbox.counters.operations).toEqual({ 'create_group Spring': 1 })
  })

  it.each([
    ['no subject', {}],
    ['a subject of spaces', { subject: '   ' }],
    ['a subject of 129', { subject: 'x'.repeat(129) }],
    ['a description of 2049', { subject: 'a', description: 'x'.repeat(2049) }],
    ['another approval mode', { subject: 'a', join_approval_mode: 'maybe' }],
    ['another product', { subject: 'a', messaging_product: 'post' }],
  ])('refuses %s', async (_name, body) => {
    const sandbox = await startSandbox()
    const answer = await send(sandbox, 'POST', `${sandbox.phoneNumberId}/groups`, body)
    expect([answer.status, answer.body.error.code]).toEqual([400, 100])
    expect(sandbox.counters.operations).toEqual({})
  })

  it('stops at the limit of groups', async () => {
    const sandbox = await startSandbox({ limits: { groupsPerNumber: 2 } })
    const answer = await send(sandbox, 'POST', `${sandbox.phoneNumberId}/groups`, { subject: 'a' })
    expect(answer.body.error.code).toBe(131211)
  })

  it('says 131208 to too many group operations', async () => {
    const sandbox = await startSandbox({ limits: { groupOperationsPerMinute: 1 } })
    const create = () =>
      send(sandbox, 'POST', `${sandbox.phoneNumberId}/groups`, { subject: 'again' })
    expect((await create()).status).toBe(200)
    const second = await create()
    expect([second.status, second.body.error.code]).toEqual([429, 131208])
  })
})

describe('group info', () => {
  it('gives only what was asked for', async () => {
    const sandbox = await startSandbox()
    const { id } = groupNamed(sandbox, 'Small group')
    expect((await call(sandbox, 'GET', id)).body).toEqual({ messaging_product: 'whatsapp', id })
    const answer = await call(
      sandbox,
      'GET',
      `${id}?fields=subject,suspended,total_participant_count,join_approval_mode,creation_timestamp`,
    )
    expect(answer.body).toEqual({
      messaging_product: 'whatsapp',
      id,
      subject: 'Small group',
      suspended: false,
      total_participant_count: 3,
      join_approval_mode: 'auto_approve',
      creation_timestamp: expect.any(Number),
    })
  })

  it.each(['nonsense', 'subject{', '{}', '__proto__', 'constructor'])(
    'refuses fields=%s',
    async (fields) => {
      const sandbox = await startSandbox()
      const { id } = groupNamed(sandbox, 'Small group')
      const answer = await call(sandbox, 'GET', `${id}?fields=${encodeURIComponent(fields)}`)
      expect([answer.status, answer.body.error.code]).toEqual([400, 100])
    },
  )
})

describe('changing a group', () => {
  it('tells each changed part with its success', async () => {
    const { sandbox, receiver } = await startBoth()
    const group = groupNamed(sandbox, 'Small group')
    const answer = await send(sandbox, 'POST', group.id, { subject: 'Renamed', description: 'd' })
    await sandbox.drain()
    expect(group).toMatchObject({ subject: 'Renamed', description: 'd' })
    expect(receiver.groupEvents('group_settings_update')).toEqual([
      {
        timestamp: expect.any(String),
        group_id: group.id,
        type: 'group_settings_update',
        request_id: answer.body.request_id,
        group_subject: { text: 'Renamed', update_successful: true },
        group_description: { text: 'd', update_successful: true },
      },
    ])
  })

  it('takes a square JPEG', async () => {
    const { sandbox, receiver } = await startBoth()
    expect(await sendPicture(sandbox, jpeg(640, 640))).toHaveProperty('request_id')
    await sandbox.drain()
    expect(receiver.groupEvents('group_settings_update')[0]).toMatchObject({
      profile_picture: { mime_type: 'image/jpeg', update_successful: true },
    })
  })

  it.each([
    ['an oblong picture', jpeg(640, 480), 131209],
    ['a small picture', jpeg(191, 191), 131210],
    ['no JPEG', new Blob(['GIF89a....................']), 131053],
    ['an empty file', new Blob([]), 131053],
    ['text in place of a file', 'picture', 100],
  ])('refuses %s', async (_name, part, code) => {
    const sandbox = await startSandbox()
    expect(await sendPicture(sandbox, part)).toMatchObject({ error: { code } })
  })

  it('refuses a body that changes nothing, is no JSON, or is cut multipart', async () => {
    const sandbox = await startSandbox()
    const { id } = groupNamed(sandbox, 'Small group')
    expect((await send(sandbox, 'POST', id, {})).body.error.code).toBe(100)
    expect((await call(sandbox, 'POST', id, '{"subject":')).body.error.code).toBe(100)
    const type = { 'content-type': 'multipart/form-data; boundary=x' }
    expect((await call(sandbox, 'POST', id, '--x\r\n', type)).body.error.code).toBe(100)
  })

  it('refuses all but looking while the group is suspended', async () => {
    const { sandbox, receiver } = await startBoth()
    const { id } = groupNamed(sandbox, 'Small group')
    sandbox.simulate.suspendGroup(id)
    const answer = await send(sandbox, 'POST', id, { subject: 'Renamed' })
    expect([answer.status, answer.body.error.code]).toEqual([403, 131207])
    expect((await call(sandbox, 'GET', `${id}?fields=suspended`)).body.suspended).toBe(true)
    sandbox.simulate.clearSuspension(id)
    expect((await send(sandbox, 'POST', id, { subject: 'Renamed' })).status).toBe(200)
    await sandbox.drain()
    expect(receiver.groupEvents('group_status_update').map(({ type }) => type)).toEqual([
      'group_suspend',
      'group_suspend_cleared',
    ])
  })
})

describe('deleting a group', () => {
  it('takes it off the list and answers 131041 from then on', async () => {
    const { sandbox, receiver } = await startBoth()
    const { id } = groupNamed(sandbox, 'Small group')
    const answer = await call(sandbox, 'DELETE', id)
    expect(answer.body.success).toBe(true)
    await sandbox.drain()
    expect(receiver.groupEvents('group_lifecycle_update')[0]).toMatchObject({
      type: 'group_delete',
      group_id: id,
      request_id: answer.body.request_id,
    })
    const list = await call(sandbox, 'GET', `${sandbox.phoneNumberId}/groups`)
    expect(list.body.data.groups.map((group: { id: string }) => group.id)).not.toContain(id)
    expect((await call(sandbox, 'GET', id)).body.error.code).toBe(131041)
  })
})
