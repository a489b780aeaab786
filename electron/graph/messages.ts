import { toRecipientFields } from './addresses.ts'
import type { SendRequest } from './client.ts'
import { GraphNetworkError } from './errors.ts'
import type { MessageOperations } from './graph-client.ts'
import type {
  Recipient,
  SentMessage,
  TemplateMedia,
  TemplateMessage,
  TemplateVariable,
  TextMessage,
} from './graph-records.ts'
import { toPerson } from './to-domain.ts'
import { messageSendReply, type WireMessageSendReply } from './wire/messages.ts'

type SendOperations = Pick<MessageOperations, 'sendText' | 'sendTemplate' | 'sendPin' | 'unpin'>

/** Messages to a group or a person (Meta: Messages; Group messaging). */
export function createMessageOperations(send: SendRequest, phoneNumberId: string): SendOperations {
  async function post(
    to: Recipient,
    content: Readonly<Record<string, unknown>>,
    callbackData?: string,
  ): Promise<SentMessage> {
    const reply = await send({
      method: 'POST',
      path: [phoneNumberId, 'messages'],
      body: {
        messaging_product: 'whatsapp',
        ...toRecipientFields(to),
        ...content,
        ...(callbackData === undefined ? {} : { biz_opaque_callback_data: callbackData }),
      },
      shape: messageSendReply,
    })
    return toSentMessage(to, reply)
  }

  return {
    sendText: (to, message) => post(to, textContent(message), message.callbackData),
    sendTemplate: (to, message) => post(to, templateContent(message), message.callbackData),
    sendPin: (groupId, { wamid, days, callbackData }) =>
      post(
        { kind: 'group', groupId },
        { type: 'pin', pin: { type: 'pin', message_id: wamid, expiration_days: days } },
        callbackData,
      ),
    unpin: (groupId, wamid) =>
      post({ kind: 'group', groupId }, { type: 'pin', pin: { type: 'unpin', message_id: wamid } }),
  }
}

function toSentMessage(to: Recipient, reply: WireMessageSendReply): SentMessage {
  const [message] = reply.messages
  // Taken, but under no id that could be followed up.
  if (message === undefined) throw new GraphNetworkError('bad_reply', true, 200)
  const contact = reply.contacts?.[0]
  return {
    wamid: message.id,
    state: message.message_status ?? null,
    person: to.kind === 'group' || contact === undefined ? null : toPerson(contact),
  }
}

function textContent(message: TextMessage): Record<string, unknown> {
  return {
    type: 'text',
    text: { body: message.body, preview_url: message.previewUrl ?? false },
    ...(message.replyToWamid === undefined
      ? {}
      : { context: { message_id: message.replyToWamid } }),
  }
}

function templateContent(message: TemplateMessage): Record<string, unknown> {
  const components = [
    ...mediaComponent(message.headerMedia),
    ...variableComponent('header', message.header),
    ...variableComponent('body', message.body),
    ...(message.urlButtons ?? []).map((button) => ({
      type: 'button',
      sub_type: 'url',
      index: String(button.index),
      parameters: [{ type: 'text', text: button.text }],
    })),
  ]
  return {
    type: 'template',
    template: {
      name: message.name,
      language: { code: message.language },
      ...(components.length === 0 ? {} : { components }),
    },
  }
}

function mediaComponent(media: TemplateMedia | undefined): Record<string, unknown>[] {
  if (media === undefined) return []
  const ref = 'id' in media ? { id: media.id } : { link: media.link }
  return [{ type: 'header', parameters: [{ type: media.kind, [media.kind]: ref }] }]
}

function variableComponent(
  type: 'header' | 'body',
  variables: readonly TemplateVariable[] | undefined,
): Record<string, unknown>[] {
  if (variables === undefined || variables.length === 0) return []
  return [{ type, parameters: variables.map(toParameter) }]
}

function toParameter(variable: TemplateVariable): Record<string, unknown> {
  const name = variable.name === undefined ? {} : { parameter_name: variable.name }
  return variable.kind === 'text'
    ? { type: 'text', ...name, text: variable.text }
    : { type: 'group_id', ...name, group_id: variable.groupId }
}
