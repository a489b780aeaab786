import type { SendRequest } from './client.ts'
import type { AccountOperations } from './graph-client.ts'
import type { GraphTemplate } from './graph-records.ts'
import { readPages } from './paging.ts'
import { templateList, type WireTemplate } from './wire/templates.ts'

const pageSize = 100
const fields =
  'id,name,language,status,category,parameter_format,components,quality_score,rejected_reason'

/** Message templates of the WABA (Meta: Message templates). */
export function createTemplateOperations(
  send: SendRequest,
  wabaId: string,
): Pick<AccountOperations, 'listTemplates'> {
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
