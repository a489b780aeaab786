import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { ReportFormat } from '../../../shared/domain/audit.ts'
import { assertNever, AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { buildReport } from '../../core/reports/build-report.ts'
import type { ReportData } from '../../core/reports/report-data.ts'
import type { ReportModel } from '../../core/reports/report-model.ts'
import { ruleStatuses } from '../../core/rules/rule-status.ts'
import { writeCsvReport } from '../../files/report-csv.ts'
import { renderPrintPage, writeHtmlReport } from '../../files/report-html.ts'
import { writeJsonReport } from '../../files/report-json.ts'
import { writePdfReport } from '../../files/report-pdf.ts'
import type { ReportSigner } from '../../files/report-seal.ts'
import { writeXlsxReport } from '../../files/report-xlsx.ts'
import { chainHead, saveCheckpoint } from '../../store/audit-store.ts'
import { openCodesByRule } from '../../store/finding-store.ts'
import { getGroup } from '../../store/group-store.ts'
import { readReport } from '../../store/report-store.ts'
import { readSettings } from '../../store/settings-store.ts'
import { readRuleFacts } from '../../store/snapshot-store.ts'
import { process, type Handlers, type ProcessContext } from '../context.ts'
import { formatMoment, localTimeZone } from '../format-moment.ts'
import { allowPaths } from '../read-file-source.ts'
import { loadSigningKey, signCheckpoint } from '../signing.ts'

type Input = ParsedInput<'reports.export'>
type ExportedFile = CallOutput<'reports.export'>['files'][number]

export const reportHandlers: Handlers<'reports.export'> = {
  'reports.export': process((context, input) => exportReport(context, input)),
}

async function exportReport(
  context: ProcessContext,
  input: Input,
): Promise<CallOutput<'reports.export'>> {
  if (input.directory !== undefined) allowPaths(context.caller.host)
  if (input.from !== undefined && input.to !== undefined && input.from > input.to)
    throw new AppError('invalid_input', {
      field: 'from',
      message: 'The period ends before it begins. Choose an earlier start.',
    })
  const key = await loadSigningKey(context)
  const now = context.now()
  const { data, checkpoint } = context.transact((command) => {
    if (input.groupId !== undefined) getGroup(command.db, input.groupId)
    command.audit({
      action: 'reports.exported',
      subjectKind: 'report',
      groupId: input.groupId ?? null,
      data: {
        formats: [...new Set(input.formats)],
        from: input.from ?? null,
        to: input.to ?? null,
        revealNumbers: input.revealNumbers,
      },
    })
    const signed = signCheckpoint(key, chainHead(command.db), now)
    saveCheckpoint(command.db, signed)
    command.changed(['audit'])
    return { data: readData(command, input), checkpoint: signed }
  })
  const model = buildReport(data, {
    language: input.language,
    revealNumbers: input.revealNumbers,
    generatedAt: now,
    timeZone: localTimeZone(),
    formatMoment,
    signedBy: key.fingerprint,
    headSeq: checkpoint.seq,
    headHash: checkpoint.headHash,
  })
  const signer: ReportSigner = { checkpoint, sign: (text) => key.sign(text) }
  const files = await writeFiles(context, input, model, signer, fileStem(data, now))
  return {
    files,
    entries: data.entries.length,
    headHash: checkpoint.headHash,
    signedBy: key.fingerprint,
  }
}

function readData(
  context: { db: Parameters<typeof readReport>[0]; now: number },
  input: Input,
): ReportData {
  const { db, now } = context
  return readReport(
    db,
    { groupId: input.groupId ?? null, from: input.from ?? null, to: input.to ?? now },
    readSettings(db).workspaceName,
    (groupId) => ruleStatuses(readRuleFacts(db, groupId, now), openCodesByRule(db, groupId)),
  )
}

async function writeFiles(
  context: ProcessContext,
  input: Input,
  model: ReportModel,
  signer: ReportSigner,
  stem: string,
): Promise<ExportedFile[]> {
  const formats = [...new Set(input.formats)]
  const files: ExportedFile[] = []
  for (const format of formats) {
    context.progress({ kind: 'report', doneCount: files.length, total: formats.length })
    if (context.signal.aborted)
      throw new AppError('cancelled', { message: 'The export was stopped. Nothing is missing.' })
    const content = await writeFormat(context, format, model, signer)
    files.push(await keepFile(context, input.directory, `${stem}.${format}`, format, content))
  }
  context.progress({ kind: 'report', doneCount: files.length, total: formats.length })
  return files
}

async function writeFormat(
  context: ProcessContext,
  format: ReportFormat,
  model: ReportModel,
  signer: ReportSigner,
): Promise<Uint8Array> {
  switch (format) {
    case 'html':
      return writeHtmlReport(model, signer)
    case 'pdf':
      return writePdfReport(await context.printPdf(renderPrintPage(model)), model, signer)
    case 'csv':
      return writeCsvReport(model, signer)
    case 'xlsx':
      return writeXlsxReport(model, signer)
    case 'json':
      return writeJsonReport(model, signer)
    default:
      return assertNever(format, 'report format')
  }
}

async function keepFile(
  context: ProcessContext,
  directory: string | undefined,
  fileName: string,
  format: ReportFormat,
  content: Uint8Array,
): Promise<ExportedFile> {
  const fileId = context.files.put(fileName, content)
  const file = { fileId, fileName, format, bytes: content.byteLength }
  if (directory === undefined) return { ...file, path: null }
  const path = resolve(join(directory, fileName))
  try {
    await mkdir(directory, { recursive: true })
    await writeFile(path, content, { mode: 0o600 })
  } catch (cause) {
    throw new AppError('workspace_not_writable', {
      field: 'directory',
      message: 'The folder cannot be written to. Choose another one.',
      cause,
    })
  }
  return { ...file, path }
}

/** `audit-report-corner-shop-2026-06-01`: safe on every file system. */
function fileStem(data: ReportData, now: number): string {
  const subject = (data.subject ?? '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  const day = formatMoment(now).slice(0, 10)
  return ['audit-report', subject, day].filter((part) => part !== '').join('-')
}
