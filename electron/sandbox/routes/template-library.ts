import { GraphFailure } from '../graph-failure.ts'
import type { Answer, Call } from '../http/call.ts'
import type { TemplateComponent } from '../model.ts'

interface LibraryEntry {
  readonly name: string
  readonly language: string
  readonly topic: string
  readonly components: readonly TemplateComponent[]
}

/** Names and words are invented: Meta publishes the topic, and the library itself on request only. */
const library: readonly LibraryEntry[] = [
  {
    name: 'group_invite_link_1',
    language: 'en',
    topic: 'GROUP_INVITE_LINK',
    components: [
      {
        type: 'BODY',
        text: 'You are invited to a group of ours. Open {{1}} to join, if you would like to.',
        example: { body_text: [['https://chat.whatsapp.com/example']] },
      },
    ],
  },
  {
    name: 'group_invite_link_1',
    language: 'zh_CN',
    topic: 'GROUP_INVITE_LINK',
    components: [
      {
        type: 'BODY',
        text: '邀请您加入我们的群聊。如有兴趣，请点击 {{1}} 加入。',
        example: { body_text: [['https://chat.whatsapp.com/example']] },
      },
    ],
  },
]

/**
 * What the library has under this name.
 *
 * @throws GraphFailure 100 where there is nothing
 */
export function findLibraryTemplate(name: string, language: string): LibraryEntry {
  const found = library.find((each) => each.name === name && each.language === language)
  if (!found) throw new GraphFailure(100, 'library_template_name is not in the library.')
  return found
}

/** `GET /message_template_library` */
export function searchLibrary({ query }: Call): Answer {
  const matches = (key: string, value: string) =>
    query.get(key) === null || query.get(key)?.toLowerCase() === value.toLowerCase()
  const data = library
    .filter((each) => matches('topic', each.topic) && matches('language', each.language))
    .filter((each) => matches('category', 'UTILITY') && matches('name', each.name))
    .map(({ name, language, topic, components }) => ({
      name,
      language,
      topic,
      category: 'UTILITY',
      body: components[0]?.text ?? '',
    }))
  return { body: { data } }
}
