import type { ReportData, ReportOptions } from './report-data.ts'
import type { ReportFact, ReportModel } from './report-model.ts'
import { reportSections } from './report-sections.ts'
import { reportWords, type ReportWords } from './report-words.ts'
import { fill } from './texts.ts'

/** Tells what the store holds in one language. Pure: the same data gives the same report. */
export function buildReport(data: ReportData, options: ReportOptions): ReportModel {
  const words = reportWords(options)
  const { texts } = words
  const subject = data.subject === null ? texts.allGroups : words.text(data.subject).text
  const generated = options.formatMoment(options.generatedAt)
  return {
    language: options.language,
    title: texts.title,
    subtitle: subject,
    facts: facts(data, options, words, subject),
    figures: figures(data, words),
    sections: reportSections(data, words),
    entries: data.entries,
    seal: {
      title: texts.sealTitle,
      paragraphs: texts.sealParagraphs,
      facts: sealFacts(options, words),
    },
    contents: texts.contents,
    footer: fill(texts.footer, { title: texts.title, subject, date: generated }),
  }
}

function facts(
  data: ReportData,
  options: ReportOptions,
  { texts }: ReportWords,
  subject: string,
): ReportFact[] {
  const from =
    data.scope.from === null ? texts.facts['beginning']! : options.formatMoment(data.scope.from)
  return [
    fact(texts.facts['shop'], data.workspaceName),
    fact(texts.facts['about'], subject),
    fact(texts.facts['period'], `${from} – ${options.formatMoment(data.scope.to)}`),
    fact(texts.facts['generated'], options.formatMoment(options.generatedAt)),
    fact(texts.facts['timeZone'], options.timeZone),
    fact(texts.facts['numbers'], options.revealNumbers ? texts.revealed : texts.masked),
  ]
}

function figures(data: ReportData, { texts }: ReportWords): ReportFact[] {
  const from = data.scope.from ?? 0
  const isWithin = (at: number | null) => at !== null && at >= from && at <= data.scope.to
  const count = (label: string, value: number) => fact(texts.figures[label], String(value))
  return [
    count('groups', data.groups.length),
    count('members', data.members.filter((member) => member.leftAt === null).length),
    count('joined', data.members.filter((member) => isWithin(member.joinedAt)).length),
    count('left', data.members.filter((member) => isWithin(member.leftAt)).length),
    count('open', data.findings.filter((finding) => finding.state === 'open').length),
    count('done', data.actions.filter((action) => action.state === 'done').length),
    count('entries', data.entries.length),
  ]
}

function sealFacts(options: ReportOptions, { texts }: ReportWords): ReportFact[] {
  return [
    fact(texts.facts['signedBy'], options.signedBy),
    fact(texts.facts['headEntry'], String(options.headSeq)),
    fact(texts.facts['head'], options.headHash),
  ]
}

function fact(label: string | undefined, value: string): ReportFact {
  return { label: label ?? '', value }
}
