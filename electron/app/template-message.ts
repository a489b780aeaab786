import { placeValues } from '../core/templates/variables.ts'
import type { TemplateMedia, TemplateMessage, TemplateVariable } from '../graph/graph-records.ts'
import type { StoredTemplate } from '../store/template-store.ts'

/**
 * A template as it is sent, with the values of its variables in the order of `template.variables`.
 *
 * @throws RangeError when there are not as many values as variables
 */
export function toTemplateMessage(
  template: Pick<StoredTemplate, 'name' | 'language' | 'isNamed' | 'places'>,
  values: readonly string[],
  callbackData?: string,
): TemplateMessage {
  const { places } = template
  const placed = placeValues(places, values)
  const named =
    (names: readonly string[]) =>
    (text: string, at: number): TemplateVariable => ({
      kind: 'text',
      text,
      ...(template.isNamed ? { name: names[at] ?? '' } : {}),
    })
  return {
    name: template.name,
    language: template.language,
    ...(places.headerMedia === null
      ? {}
      : { headerMedia: toMedia(places.headerMedia, placed.headerMedia ?? '') }),
    header: placed.header.map(named(places.header)),
    body: placed.body.map(named(places.body)),
    ...(placed.urlButtons.length === 0 ? {} : { urlButtons: placed.urlButtons }),
    ...(callbackData === undefined ? {} : { callbackData }),
  }
}

/** WhatsApp's own invitation to a group, in whose one variable WhatsApp puts the link (Meta: Group management). */
export function toGroupInvitation(
  template: Pick<StoredTemplate, 'name' | 'language' | 'isNamed' | 'places'>,
  remoteGroupId: string,
  callbackData: string,
): TemplateMessage {
  const [name] = template.places.body
  return {
    name: template.name,
    language: template.language,
    body: [
      { kind: 'group_link', groupId: remoteGroupId, ...(template.isNamed && name ? { name } : {}) },
    ],
    callbackData,
  }
}

/** WhatsApp's ids of media are digits; anything else is an address. */
function toMedia(kind: TemplateMedia['kind'], ref: string): TemplateMedia {
  return /^\d+$/.test(ref) ? { kind, id: ref } : { kind, link: ref }
}
