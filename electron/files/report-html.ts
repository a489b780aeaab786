import {
  auditSectionKey,
  type ReportCell,
  type ReportColumn,
  type ReportFact,
  type ReportModel,
  type ReportSection,
} from '../core/reports/report-model.ts'
import { makeRecord, recordLines } from './report-record.ts'
import { sealReport, type ReportSigner } from './report-seal.ts'
import { reportStyle } from './report-style.ts'

/** The report as one file that can be read and printed anywhere: nothing is fetched, nothing runs. */
export function writeHtmlReport(model: ReportModel, signer: ReportSigner): Uint8Array {
  const page = renderReport(model)
  const record = makeRecord(model.entries, shownHtmlRows(page))
  // A data block, not a script: the browser neither runs nor shows it. `<` could end it early.
  const lines = recordLines(record).map((line) => line.replaceAll('<', '\\u003c'))
  const content = `${page}<script type="text/plain" id="groupkeeper-record">\n${lines.join('\n')}\n</script>\n`
  return sealReport('html', Buffer.from(content, 'utf8'), record, signer)
}

/** A whole page for the printer, without record and seal. */
export function renderPrintPage(model: ReportModel): string {
  return `${renderReport(model)}</body>\n</html>\n`
}

/** The rows of the log as a reader sees them, by seq. */
export function shownHtmlRows(page: string): Map<number, string> {
  const rows = new Map<number, string>()
  for (const [row, seq] of page.matchAll(/^<tr id="entry-(\d+)">.*$/gm)) rows.set(Number(seq), row)
  return rows
}

function renderReport(model: ReportModel): string {
  const sections = model.sections.map((section, index) => renderSection(section, index + 1))
  return `<!doctype html>
<html lang="${model.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Groupkeeper">
<title>${escaped(model.title)} · ${escaped(model.subtitle)}</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
<header>
<p class="brand">Groupkeeper <span lang="zh-CN">群掌柜</span></p>
<p class="kind">${escaped(model.title)}</p>
<h1>${escaped(model.subtitle)}</h1>
<dl class="facts">
${model.facts.map(renderFact).join('\n')}
</dl>
</header>
<ul class="figures">
${model.figures.map((figure) => `<li><b>${escaped(figure.value)}</b><span>${escaped(figure.label)}</span></li>`).join('\n')}
</ul>
<nav aria-label="${escaped(model.contents)}">
<h2>${escaped(model.contents)}</h2>
<ol>
${model.sections.map(renderEntryOfContents).join('\n')}
</ol>
</nav>
${sections.join('\n')}
${renderSeal(model)}
</main>
<footer>${escaped(model.footer)}</footer>
`
}

function renderFact(fact: ReportFact): string {
  return `<div><dt>${escaped(fact.label)}</dt><dd>${escaped(fact.value)}</dd></div>`
}

function renderEntryOfContents(section: ReportSection): string {
  const count = section.rows.length
  return `<li><a href="#${section.key}"><span>${escaped(section.title)}</span><i>${count}</i></a></li>`
}

function renderSection(section: ReportSection, number: number): string {
  const heading = `<h2><span class="part">${number}</span>${escaped(section.title)}</h2>`
  const note = `<p class="note">${escaped(section.note)}</p>`
  const body =
    section.rows.length === 0
      ? `<p class="empty">${escaped(section.empty)}</p>`
      : renderTable(section)
  return `<section id="${section.key}">\n${heading}\n${note}\n${body}\n</section>`
}

function renderTable(section: ReportSection): string {
  const isLog = section.key === auditSectionKey
  const head = section.columns
    .map((column) => `<th scope="col" class="${column.kind}">${escaped(column.title)}</th>`)
    .join('')
  // One row a line, and the log's rows named, so that an altered row can be told from the others.
  const rows = section.rows.map((cells) => {
    const mark = isLog ? ` id="entry-${cells[0]!.text}"` : ''
    const data = cells.map((cell, index) => renderCell(cell, section.columns[index]!)).join('')
    return `<tr${mark}>${data}</tr>`
  })
  return `<div class="table" tabindex="0" role="region" aria-label="${escaped(section.title)}">
<table${isLog ? ' class="log"' : ''}>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</div>`
}

function renderCell(cell: ReportCell, column: ReportColumn): string {
  const text = escaped(cell.text)
  const isMark = cell.tone !== undefined && cell.tone !== 'muted'
  const inner = isMark ? `<span class="${cell.tone}">${text}</span>` : text
  const muted = cell.tone === 'muted' ? ' muted' : ''
  return `<td class="${column.kind}${muted}">${inner}</td>`
}

function renderSeal(model: ReportModel): string {
  const { title, paragraphs, facts } = model.seal
  return `<section class="seal" id="seal">
<h2>${escaped(title)}</h2>
${paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('\n')}
<dl>
${facts.map(renderFact).join('\n')}
</dl>
</section>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** Line breaks become references, so that a row stays on its line; the style shows them as breaks. */
function escaped(text: string): string {
  return text.replace(/[&<>"'\n\r]/g, (character) => entities[character]!)
}
