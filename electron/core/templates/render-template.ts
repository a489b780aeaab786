import { fillTemplate } from '../announcements/fill-template.ts'
import { placeValues, type VariablePlaces } from './variables.ts'

/** What a template says, with its variables in it. */
export interface TemplateText {
  readonly header: string | null
  readonly body: string
  readonly footer: string | null
  readonly buttons: readonly string[]
}

/** A message as the phone shows it, part by part. */
export interface RenderedTemplate extends TemplateText {
  /** Address or media id of an image, video or document on top. */
  readonly media: { readonly kind: 'image' | 'video' | 'document'; readonly ref: string } | null
}

/**
 * A template with the values of one person. A variable without a value stays visible.
 *
 * @throws RangeError when there are not as many values as variables
 */
export function renderTemplate(
  text: TemplateText,
  places: VariablePlaces,
  values: readonly string[],
): RenderedTemplate {
  const placed = placeValues(places, values)
  const fill = (from: string, names: readonly string[], given: readonly string[]) => {
    const byName = new Map(names.map((name, at) => [name, given[at] ?? '']))
    return fillTemplate(from, (name) => byName.get(name) || undefined)
  }
  return {
    media:
      places.headerMedia === null
        ? null
        : { kind: places.headerMedia, ref: placed.headerMedia ?? '' },
    header: text.header === null ? null : fill(text.header, places.header, placed.header),
    body: fill(text.body, places.body, placed.body),
    footer: text.footer,
    buttons: text.buttons,
  }
}

/** The same as one text, such as for a list or an export. */
export function plainText(rendered: RenderedTemplate): string {
  return [rendered.header, rendered.body, rendered.footer]
    .filter((part) => part !== null && part !== '')
    .join('\n\n')
}
