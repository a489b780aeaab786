import { canonicalJson } from '../audit/canonical-json.ts'
import type { ReportData } from './report-data.ts'
import {
  auditSectionKey,
  type ReportCell,
  type ReportColumn,
  type ReportSection,
} from './report-model.ts'
import type { ReportWords } from './report-words.ts'

type Column = readonly [key: string, kind?: ReportColumn['kind']]

/** The report's tables, in the order in which they are read. */
export function reportSections(data: ReportData, words: ReportWords): ReportSection[] {
  return [
    groupSection(data, words),
    ...[
      ruleSection(data, words),
      changeSection(data, words),
      memberSection(data, words),
      decisionSection(data, words),
      actionSection(data, words),
      announcementSection(data, words),
      findingSection(data, words),
    ].map((section) => (data.subject === null ? section : withoutGroup(section, words))),
    consentSection(data, words),
    auditSection(data, words),
  ]
}

/** A report about one group need not name it in every row. */
function withoutGroup(section: ReportSection, words: ReportWords): ReportSection {
  const at = section.columns.findIndex((column) => column.title === words.texts.columns['group'])
  return {
    ...section,
    columns: section.columns.toSpliced(at, 1),
    rows: section.rows.map((cells) => cells.toSpliced(at, 1)),
  }
}

function section(
  words: ReportWords,
  key: string,
  columns: readonly Column[],
  rows: readonly (readonly ReportCell[])[],
): ReportSection {
  const { title, note, empty } = words.texts.sections[key]!
  const named = columns.map(([name, kind]) => ({
    title: words.texts.columns[name] ?? name,
    kind: kind ?? 'text',
  }))
  return { key, title, note, empty, columns: named, rows }
}

function groupSection(data: ReportData, words: ReportWords): ReportSection {
  return section(
    words,
    'groups',
    [['group'], ['kind'], ['state'], ['members', 'number'], ['ruleSet']],
    data.groups.map((group) => [
      words.text(group.subject),
      words.word(group.kind),
      words.word(group.state),
      words.count(group.members),
      words.text(group.ruleSetName),
    ]),
  )
}

function ruleSection(data: ReportData, words: ReportWords): ReportSection {
  return section(
    words,
    'rules',
    [
      ['group'],
      ['rule'],
      ['wanted', 'long'],
      ['state'],
      ['condition'],
      ['confirmed', 'time'],
      ['by'],
    ],
    data.groups.flatMap((group) =>
      group.rules.map((rule) => [
        words.text(group.subject),
        words.word(rule.rule),
        words.reasons([rule.wanted]),
        words.word(rule.state),
        words.word(rule.condition),
        words.moment(rule.confirmedAt),
        words.word(rule.confirmedBy),
      ]),
    ),
  )
}

function changeSection(data: ReportData, words: ReportWords): ReportSection {
  const from = data.scope.from ?? 0
  const isWithin = (at: number | null): at is number =>
    at !== null && at >= from && at <= data.scope.to
  const changes = data.members.flatMap((member) => [
    ...(isWithin(member.joinedAt) ? [{ member, at: member.joinedAt, how: 'joined' }] : []),
    ...(isWithin(member.leftAt)
      ? [{ member, at: member.leftAt, how: member.leftReason ?? 'unknown' }]
      : []),
  ])
  return section(
    words,
    'changes',
    [['at', 'time'], ['group'], ['member'], ['number', 'code'], ['change']],
    changes
      .sort((one, other) => one.at - other.at)
      .map(({ member, at, how }) => [
        words.moment(at),
        words.text(member.group),
        words.name(member),
        words.number(member),
        words.word(how),
      ]),
  )
}

function memberSection(data: ReportData, words: ReportWords): ReportSection {
  return section(
    words,
    'members',
    [
      ['group'],
      ['member'],
      ['number', 'code'],
      ['role'],
      ['joined', 'time'],
      ['lastWrote', 'time'],
      ['messages90', 'number'],
      ['optIn'],
    ],
    data.members
      .filter((member) => member.leftAt === null)
      .map((member) => [
        words.text(member.group),
        words.name(member),
        words.number(member),
        words.word(member.isAdmin ? 'admin' : 'member'),
        words.moment(member.joinedAt),
        words.moment(member.lastWroteAt),
        words.count(member.messages90),
        words.word(member.optIn),
      ]),
  )
}

function decisionSection(data: ReportData, words: ReportWords): ReportSection {
  return section(
    words,
    'decisions',
    [
      ['at', 'time'],
      ['group'],
      ['member'],
      ['number', 'code'],
      ['decision'],
      ['grounds', 'long'],
      ['note', 'long'],
      ['by'],
    ],
    data.decisions.map((decision) => [
      words.moment(decision.at),
      words.text(decision.group),
      words.name(decision),
      words.number(decision),
      words.word(decision.decision),
      words.reasons(decision.criteria),
      words.personal(decision.note),
      words.word(decision.by),
    ]),
  )
}

function actionSection(data: ReportData, words: ReportWords): ReportSection {
  return section(
    words,
    'actions',
    [
      ['planned', 'time'],
      ['group'],
      ['action'],
      ['member'],
      ['grounds', 'long'],
      ['how'],
      ['result'],
      ['approvedBy'],
      ['finished', 'time'],
    ],
    data.actions.map((action) => [
      words.moment(action.plannedAt),
      words.text(action.group),
      words.word(action.kind),
      words.name(action),
      words.reasons(action.reasons),
      words.word(action.mode),
      withCode(words.word(action.state), action.errorCode),
      words.word(action.approvedBy),
      words.moment(action.finishedAt),
    ]),
  )
}

function announcementSection(data: ReportData, words: ReportWords): ReportSection {
  return section(
    words,
    'announcements',
    [
      ['at', 'time'],
      ['group'],
      ['text', 'long'],
      ['state'],
      ['recipients', 'number'],
      ['delivered', 'number'],
      ['read', 'number'],
    ],
    data.announcements.map((announcement) => [
      words.moment(announcement.at),
      words.text(announcement.group),
      words.text(announcement.text || announcement.template),
      withCode(words.word(announcement.state), announcement.errorCode),
      words.count(announcement.recipients),
      words.count(announcement.delivered),
      words.count(announcement.read),
    ]),
  )
}

function findingSection(data: ReportData, words: ReportWords): ReportSection {
  return section(
    words,
    'findings',
    [
      ['opened', 'time'],
      ['group'],
      ['finding'],
      ['member'],
      ['evidence', 'long'],
      ['state'],
      ['closed', 'time'],
    ],
    data.findings.map((finding) => [
      words.moment(finding.openedAt),
      words.text(finding.group),
      { text: words.word(finding.code).text },
      words.name(finding),
      words.reasons([finding.evidence]),
      closedState(words, finding.state, finding.closedReason),
      words.moment(finding.closedAt),
    ]),
  )
}

function consentSection(data: ReportData, words: ReportWords): ReportSection {
  return section(
    words,
    'consents',
    [
      ['at', 'time'],
      ['member'],
      ['number', 'code'],
      ['purpose'],
      ['consent'],
      ['source'],
      ['note', 'long'],
      ['by'],
    ],
    data.consents.map((consent) => [
      words.moment(consent.at),
      words.name(consent),
      words.number(consent),
      words.word(consent.purpose),
      words.word(consent.state),
      words.word(consent.source),
      words.personal(consent.note),
      words.word(consent.by),
    ]),
  )
}

function auditSection(data: ReportData, words: ReportWords): ReportSection {
  return section(
    words,
    auditSectionKey,
    [
      ['seq', 'number'],
      ['at', 'time'],
      ['actor'],
      ['action'],
      ['details', 'long'],
      ['hash', 'code'],
    ],
    data.entries.map((entry) => [
      words.count(entry.seq),
      words.moment(entry.at),
      words.word(entry.actor),
      words.text(entry.action),
      words.text(details(entry.data)),
      { text: entry.hash.slice(0, 16) },
    ]),
  )
}

/** Enough of an entry's values to follow it; the whole of it stands in the record. */
function details(data: Readonly<Record<string, unknown>>): string {
  const text = canonicalJson(data)
  if (text === '{}') return ''
  return text.length > 240 ? `${text.slice(0, 240)}…` : text
}

function withCode(cell: ReportCell, code: string | null): ReportCell {
  return code === null ? cell : { ...cell, text: `${cell.text} (${code})` }
}

function closedState(words: ReportWords, state: string, reason: string | null): ReportCell {
  const cell = words.word(state)
  if (reason === null || reason === state) return cell
  return {
    text: `${cell.text}, ${words.word(reason).text}`,
    ...(state === 'closed' && { tone: 'good' }),
  }
}
