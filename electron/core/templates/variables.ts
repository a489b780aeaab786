/** The variable of a header that is an image, a video or a document: its address, or WhatsApp's media id. */
export const mediaVariable = 'header:media'

/** Names or numbers between double braces, each once, in order of appearance. */
export function variablesIn(text: string): string[] {
  const found = [...text.matchAll(/\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g)].map((match) => match[1] ?? '')
  return [...new Set(found)]
}

/** What a template asks for, told apart by where it stands. */
export interface VariablePlaces {
  readonly headerMedia: 'image' | 'video' | 'document' | null
  readonly header: readonly string[]
  readonly body: readonly string[]
  /** Positions of the buttons whose address ends in a variable. */
  readonly urlButtons: readonly number[]
}

/** All variables of a template in the order of their values: header, body, buttons. */
export function variableNames(places: VariablePlaces): string[] {
  return [
    ...(places.headerMedia === null ? [] : [mediaVariable]),
    ...places.header.map((name) => `header:${name}`),
    ...places.body,
    ...places.urlButtons.map((index) => `button:${index}`),
  ]
}

/** Values in the order of `variableNames`, back in their places. */
export interface PlacedValues {
  readonly headerMedia: string | null
  readonly header: readonly string[]
  readonly body: readonly string[]
  readonly urlButtons: readonly { readonly index: number; readonly text: string }[]
}

/**
 * Puts values back into the places they are for.
 *
 * @throws RangeError when there are not as many values as variables
 */
export function placeValues(places: VariablePlaces, values: readonly string[]): PlacedValues {
  if (values.length !== variableNames(places).length)
    throw new RangeError(`There are ${values.length} values for another number of variables`)
  const bodyFrom = (places.headerMedia === null ? 0 : 1) + places.header.length
  const buttonsFrom = bodyFrom + places.body.length
  return {
    headerMedia: places.headerMedia === null ? null : (values[0] ?? ''),
    header: values.slice(bodyFrom - places.header.length, bodyFrom),
    body: values.slice(bodyFrom, buttonsFrom),
    urlButtons: places.urlButtons.map((index, at) => ({
      index,
      text: values[buttonsFrom + at] ?? '',
    })),
  }
}
