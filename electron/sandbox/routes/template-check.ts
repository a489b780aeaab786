import { GraphFailure } from '../graph-failure.ts'
import type { Kernel } from '../kernel.ts'
import type { Template } from '../model.ts'
import type { TemplateCall } from './message-shapes.ts'

/** Topic of the library's invitations to a group. */
const groupInviteTopic = 'GROUP_INVITE_LINK'

/** The template that a message names, or the error that Graph has for it (132000 and following). */
export function requireTemplate(kernel: Kernel, call: TemplateCall): Template {
  const template = [...kernel.state.templates.values()].find(
    ({ name, language }) => name === call.name && language === call.language.code,
  )
  if (template?.status === 'PAUSED') throw new GraphFailure(132015, 'The template is paused.')
  if (template?.status === 'DISABLED') throw new GraphFailure(132016, 'The template is disabled.')
  if (template?.status !== 'APPROVED') {
    throw new GraphFailure(132001, 'No approved template of this name in this language.')
  }
  const header = template.components.find((each) => each.type.toLowerCase() === 'header')
  const format = header?.format?.toLowerCase() ?? 'text'
  if (format === 'text') checkParameters(kernel, template, call, 'header')
  else checkMedia(kernel, call, format)
  checkParameters(kernel, template, call, 'body')
  checkUrlButtons(template, call)
  return template
}

/** A header that is a file is given one, by id or by an https address (Meta: Template messages). */
function checkMedia(kernel: Kernel, call: TemplateCall, format: string): void {
  const [given, ...more] = call.components.find((each) => each.type === 'header')?.parameters ?? []
  if (given === undefined || more.length > 0)
    throw new GraphFailure(132000, 'header: one parameter is expected.')
  if (given.type !== format)
    throw new GraphFailure(132012, `header: the format is ${format}, not ${given.type}.`)
  const { id, link } = (given[format] ?? {}) as { id?: unknown; link?: unknown }
  const media = kernel.state.media.get(String(id ?? ''))
  const isThere = media?.kind === format && media.goneAt > kernel.settings.now()
  const isGiven = isThere || /^https:\/\//.test(String(link ?? ''))
  if (!isGiven) throw new GraphFailure(131053, 'header: neither id nor link can be fetched.')
}

function checkUrlButtons(template: Template, call: TemplateCall): void {
  const buttons = template.components.find((each) => each.type.toLowerCase() === 'buttons')?.buttons
  for (const [index, button] of (buttons ?? []).entries()) {
    if (!String(button['url'] ?? '').includes('{{')) continue
    const given = call.components.find(
      (each) => each.type === 'button' && Number(each.index) === index,
    )
    if (given?.parameters.length !== 1 || (given.parameters[0]?.text ?? '') === '')
      throw new GraphFailure(131008, `buttons: button at index ${index} requires a parameter.`)
  }
}

/** Names or numbers of the variables in a text, each once. */
export function variablesOf(text: string): string[] {
  return [
    ...new Set([...text.matchAll(/\{\{\s*([a-z0-9_]+)\s*\}\}/g)].map((match) => match[1] ?? '')),
  ]
}

function checkParameters(
  kernel: Kernel,
  template: Template,
  call: TemplateCall,
  type: 'header' | 'body',
): void {
  const text = template.components.find((each) => each.type.toLowerCase() === type)?.text ?? ''
  const wanted = variablesOf(text)
  const given = call.components.find((each) => each.type === type)?.parameters ?? []
  if (wanted.length !== given.length) {
    throw new GraphFailure(
      132000,
      `${type}: number of parameters (${given.length}) is not the expected ${wanted.length}.`,
    )
  }
  for (const each of given) {
    if (template.parameterFormat === 'NAMED' && !wanted.includes(each.parameter_name ?? '')) {
      throw new GraphFailure(132012, `${type}: parameter_name does not match the template.`)
    }
    if (each.type === 'group_id') {
      if (!kernel.state.groups.has(each.group_id ?? '')) {
        throw new GraphFailure(132012, `${type}: group_id is not a group of this number.`)
      }
    } else if (template.topic === groupInviteTopic) {
      throw new GraphFailure(132012, `${type}: this template takes a parameter of type group_id.`)
    } else if (each.type === 'text' && (each.text ?? '') === '') {
      throw new GraphFailure(132012, `${type}: a text parameter is empty.`)
    }
  }
}
