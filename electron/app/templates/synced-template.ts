import type { GraphTemplate } from '../../graph/graph-records.ts'
import type { SyncedTemplate } from '../../store/template-store.ts'

const mediaKinds = ['image', 'video', 'document'] as const

/** A template of WhatsApp's as the store keeps it. */
export function toSyncedTemplate(template: GraphTemplate): SyncedTemplate {
  return {
    remoteId: template.templateId,
    name: template.name,
    language: template.language,
    category: template.category,
    status: template.status,
    quality: template.quality,
    draft: template.draft,
    rejectedReason: template.rejectedReason,
    isNamed: template.parameterFormat === 'named',
    parts: {
      header: template.header,
      headerVariables: template.headerVariables,
      body: template.body,
      bodyVariables: template.bodyVariables,
      footer: template.footer,
      buttons: template.buttons.map((button) => button.text),
      headerMedia: mediaKinds.find((kind) => kind === template.headerFormat?.toLowerCase()) ?? null,
      urlButtons: template.buttons.flatMap(({ url }, index) =>
        url !== undefined && /\{\{\s*\w+\s*\}\}/.test(url) ? [index] : [],
      ),
    },
  }
}
