import type { GraphClient } from '../../graph/graph-client.ts'
import type { GraphTemplate } from '../../graph/graph-records.ts'
import { replaceTemplates } from '../../store/template-store.ts'
import type { CommandContext, ProcessContext } from '../context.ts'
import { askWhatsApp } from './ask-whatsapp.ts'
import { toSyncedTemplate } from './synced-template.ts'

async function listAll(graph: GraphClient): Promise<GraphTemplate[]> {
  const templates: GraphTemplate[] = []
  for await (const template of graph.listTemplates()) templates.push(template)
  return templates
}

/**
 * Does something at WhatsApp, then takes over its templates as they are after it, and finishes in the same
 * transaction.
 *
 * @throws AppError as `askWhatsApp` does
 */
export async function changeTemplates<A, R>(
  context: ProcessContext,
  act: (graph: GraphClient) => Promise<A>,
  finish: (command: CommandContext, answer: A, templates: number) => R,
): Promise<R> {
  const { answer, templates } = await askWhatsApp(context, async (graph) => ({
    answer: await act(graph),
    templates: await listAll(graph),
  }))
  return context.transact((command) => {
    replaceTemplates(command.db, command, templates.map(toSyncedTemplate))
    command.changed(['templates', 'overview'])
    return finish(command, answer, templates.length)
  })
}
