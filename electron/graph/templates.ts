import type { SendRequest } from './client.ts'
import type { TemplateOperations } from './graph-client.ts'
import type { GraphTemplate, HandedInTemplate } from './graph-records.ts'
import { readPages } from './paging.ts'
import { toComponents, toDraft } from './template-components.ts'
import { acknowledgement } from './wire/primitives.ts'
import {
  templateCreateReply,
  templateLibrary,
  templateList,
  uploadedFile,
  uploadSession,
  type WireTemplate,
} from './wire/templates.ts'

const pageSize = 100
const fields =
  'id,name,language,status,category,parameter_format,components,quality_score,rejected_reason'

/** Message templates of the WABA (Meta: Message templates; Template library; Resumable Upload). */
export function createTemplateOperations(send: SendRequest, wabaId: string): TemplateOperations {
  return {
    ...createReading(send, wabaId),
    ...createChanging(send, wabaId),
    uploadTemplateFile: async (appId, { fileName, mimeType, content }) => {
      const session = await send({
        method: 'POST',
        path: [appId, 'uploads'],
        query: { file_name: fileName, file_length: content.byteLength, file_type: mimeType },
        shape: uploadSession,
      })
      // the id of a session brings its own signature as a query
      const [path = '', signature = ''] = session.id.split('?')
      const uploaded = await send({
        method: 'POST',
        path: [path],
        query: Object.fromEntries(new URLSearchParams(signature)),
        content,
        shape: uploadedFile,
      })
      return uploaded.h
    },
  }
}

function createReading(
  send: SendRequest,
  wabaId: string,
): Pick<TemplateOperations, 'listTemplates' | 'listLibraryTemplates'> {
  return {
    listTemplates: () =>
      readPages(
        async (after) => {
          const reply = await send({
            method: 'GET',
            path: [wabaId, 'message_templates'],
            query: { fields, limit: pageSize, after },
            shape: templateList,
          })
          return { items: reply.data.map(toTemplate), paging: reply.paging }
        },
        (template) => template.templateId,
      ),
    listLibraryTemplates: async (topic, language) => {
      const reply = await send({
        method: 'GET',
        path: ['message_template_library'],
        query: { topic, language },
        shape: templateLibrary,
      })
      return reply.data.map((each) => ({
        name: each.name,
        language: each.language ?? language,
        category: each.category ?? 'UTILITY',
        topic: each.topic ?? null,
        body: each.body ?? '',
      }))
    },
  }
}

function createChanging(
  send: SendRequest,
  wabaId: string,
): Pick<
  TemplateOperations,
  'createTemplate' | 'createFromLibrary' | 'editTemplate' | 'deleteTemplate' | 'unpauseTemplate'
> {
  const create = async (body: Readonly<Record<string, unknown>>): Promise<HandedInTemplate> => {
    const path = [wabaId, 'message_templates']
    const reply = await send({ method: 'POST', path, body, shape: templateCreateReply })
    const { id, status = 'PENDING', category = null } = reply
    return { templateId: id, status, category }
  }
  return {
    createTemplate: (draft) =>
      create({
        name: draft.name,
        language: draft.language,
        category: draft.category,
        parameter_format: draft.isNamed ? 'NAMED' : 'POSITIONAL',
        components: toComponents(draft),
      }),
    createFromLibrary: (name, from) =>
      create({
        name,
        language: from.language,
        category: from.category,
        library_template_name: from.name,
      }),
    editTemplate: async (templateId, draft, hasCategory) => {
      const category = hasCategory ? { category: draft.category } : {}
      const body = { ...category, components: toComponents(draft) }
      await send({ method: 'POST', path: [templateId], body, shape: acknowledgement })
    },
    unpauseTemplate: async (templateId) => {
      await send({
        method: 'POST',
        path: [templateId, 'unpause'],
        body: {},
        shape: acknowledgement,
      })
    },
    deleteTemplate: async (name, templateId) => {
      await send({
        method: 'DELETE',
        path: [wabaId, 'message_templates'],
        query: { name, ...(templateId === null ? {} : { hsm_id: templateId }) },
        shape: acknowledgement,
      })
    },
  }
}

function toTemplate(template: WireTemplate): GraphTemplate {
  const part = (type: string) =>
    template.components?.find((component) => component.type.toUpperCase() === type)
  const header = part('HEADER')
  const body = part('BODY')?.text ?? ''
  return {
    templateId: template.id,
    name: template.name,
    language: template.language,
    status: template.status ?? 'UNKNOWN',
    category: template.category ?? 'UNKNOWN',
    quality: template.quality_score?.score ?? 'UNKNOWN',
    parameterFormat: template.parameter_format?.toUpperCase() === 'NAMED' ? 'named' : 'positional',
    headerFormat: header?.format ?? null,
    header: header?.text ?? null,
    body,
    footer: part('FOOTER')?.text ?? null,
    buttons: (part('BUTTONS')?.buttons ?? []).map((button) => ({
      kind: button.type,
      text: button.text ?? '',
      ...(button.url === undefined ? {} : { url: button.url }),
      ...(button.phone_number === undefined ? {} : { phoneNumber: button.phone_number }),
    })),
    bodyVariables: variablesOf(body),
    headerVariables: variablesOf(header?.text ?? ''),
    rejectedReason: reasonOf(template.rejected_reason),
    draft: toDraft(template),
  }
}

/** Names or numbers between double braces, each once, in order of appearance. */
function variablesOf(text: string): readonly string[] {
  const found = [...text.matchAll(/\{\{\s*([a-z0-9_]+)\s*\}\}/g)].map((match) => match[1] ?? '')
  return [...new Set(found)]
}

/** Graph says NONE where there is no reason. */
function reasonOf(reason: string | null | undefined): string | null {
  return reason === undefined || reason === '' || reason === 'NONE' ? null : reason
}
