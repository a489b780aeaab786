import { Client } from '@great-detail/whatsapp'
import { Pool } from 'undici'
import { WhatsAppAPI } from 'whatsapp-api-js'
import { BodyComponent, BodyParameter, Language, Template } from 'whatsapp-api-js/messages'
import type { ServedGraph } from './graph-server.child.ts'

/** Sends one message; the number of it makes the recipient. */
export type SendOne = (index: number) => Promise<unknown>

const template = 'order_ready'
const values = ['Ada'] as const
const numberOf = (index: number) => `1202${String(5_400_000 + index)}`

const body = (index: number) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: numberOf(index),
  type: 'template',
  template: {
    name: template,
    language: { code: 'en_US' },
    components: [{ type: 'body', parameters: values.map((text) => ({ type: 'text', text })) }],
  },
  biz_opaque_callback_data: `bench:${String(index)}`,
})

/** The pool of connections that ours is built on, with nothing around it. */
export function barePool(graph: ServedGraph, connections: number): SendOne {
  const pool = new Pool(graph.url, { connections })
  const headers = {
    authorization: `Bearer ${graph.accessToken}`,
    'content-type': 'application/json',
  }
  return async (index) => {
    const reply = await pool.request({
      method: 'POST',
      path: `/v24.0/${graph.phoneNumberId}/messages`,
      headers,
      body: JSON.stringify(body(index)),
    })
    return reply.body.json()
  }
}

/** whatsapp-api-js; it knows Meta's own host alone, so its fetch is led to the stand-in. */
export function whatsappApiJs(graph: ServedGraph): SendOne {
  const api = new WhatsAppAPI({
    token: graph.accessToken,
    secure: false,
    v: 'v24.0',
    ponyfill: {
      fetch: (url: string | URL | Request, init?: RequestInit) =>
        fetch(String(url).replace('https://graph.facebook.com', graph.url), init),
    },
  })
  return (index) =>
    api.sendMessage(
      graph.phoneNumberId,
      numberOf(index),
      new Template(
        template,
        new Language('en_US'),
        new BodyComponent(new BodyParameter(values[0])),
      ),
      undefined,
      `bench:${String(index)}`,
    )
}

export function greatDetail(graph: ServedGraph): SendOne {
  const client = new Client({
    prefixUrl: graph.url,
    graphVersion: 'v24.0',
    request: { headers: { Authorization: `Bearer ${graph.accessToken}` } },
  })
  return async (index) => {
    const { messaging_product: _, recipient_type: __, ...message } = body(index)
    const reply = await client.message.createMessage({
      phoneNumberID: graph.phoneNumberId,
      ...message,
    } as never)
    return (reply as { json(): Promise<unknown> }).json()
  }
}

/** Messages a second of so many, so many at a time. */
export async function rateOf(
  send: SendOne,
  count: number,
  lanes: number,
  offset: number,
): Promise<number> {
  const startedAt = performance.now()
  let next = 0
  const lane = async () => {
    for (let index = next++; index < count; index = next++) {
      const answer = (await send(offset + index)) as { messages?: readonly unknown[] }
      if (!answer.messages) throw new Error(`Refused: ${JSON.stringify(answer)}`)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return (count * 1000) / (performance.now() - startedAt)
}
