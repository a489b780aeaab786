import type { Locale } from '../../../shared/domain/common.ts'
import { maskNumbersIn } from '../reports/report-words.ts'
import { purposeWords } from './purpose-words.ts'
import { receiptTexts } from './receipt-texts.ts'

/** One line of the consent ledger, with whose it is and who keeps it. */
export interface ReceiptSource {
  readonly entryId: string
  readonly contactId: string
  /** As lists show it: a name, else the masked number. */
  readonly contactName: string
  readonly maskedNumber: string | null
  readonly shop: string
  /** The business's own number; null while none is connected. */
  readonly shopNumber: string | null
  readonly purpose: string
  readonly purposeName: string
  readonly state: 'given' | 'withdrawn' | 'expired'
  readonly source: string
  readonly isByPerson: boolean
  /** Unix ms. */
  readonly at: number
  readonly recordedAt: number
  readonly recordedBy: string
  readonly expiresAt: number | null
  readonly language: string | null
  readonly jurisdiction: string | null
  readonly evidence: string | null
  readonly textBody: string | null
  readonly textVersion: number | null
  readonly textSha256: string | null
  readonly campaignName: string | null
  /** What the ledger says today, which may differ from this line. */
  readonly standing: 'given' | 'withdrawn' | 'expired'
  readonly stopWord: string
}

/** A receipt as people read it. */
export interface ReceiptPage {
  readonly language: Locale
  readonly title: string
  readonly subtitle: string
  readonly state: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly wordingTitle: string
  readonly wording: string
  readonly wordingLanguage: string
  readonly leaveTitle: string
  readonly leave: string
  readonly footer: string
}

/**
 * The receipt as data. Names and order of the outer fields are those of the Kantara Initiative's Consent
 * Receipt Specification 1.1.0 (version, jurisdiction, consentTimestamp, collectionMethod,
 * consentReceiptID, language, piiPrincipalId, piiControllers, policyUrl, services with purposes,
 * sensitive, spiCat); `consentTimestamp` is in seconds. What that has no field for (state, exact wording
 * with its hash, evidence, who recorded it, how long it holds) stands in `consentRecord`, by the parts of
 * ISO/IEC TS 27560:2023 (record header, notice, processing, event), as the W3C Data Privacy Vocabularies
 * group lists them. Fields that are not known are left out rather than made up.
 */
export function receiptData(source: ReceiptSource, language: Locale): Record<string, unknown> {
  const purpose = purposeWords(language, source.purpose, source.purposeName)
  const words = receiptTexts[language]
  const phone = source.shopNumber === null ? {} : { phone: source.shopNumber }
  return {
    version: 'KI-CR-v1.1.0',
    ...(source.jurisdiction === null ? {} : { jurisdiction: source.jurisdiction }),
    consentTimestamp: Math.floor(source.at / 1000),
    collectionMethod: words.sources[source.source] ?? source.source,
    consentReceiptID: source.entryId,
    language: source.language ?? language,
    piiPrincipalId: source.contactId,
    piiControllers: [{ piiController: source.shop, contact: source.shop, ...phone }],
    services: [
      {
        service: 'WhatsApp',
        purposes: [
          {
            purpose,
            purposeCategory: [source.purpose],
            consentType: 'EXPLICIT',
            piiCategory: words.data,
            primaryPurpose: source.purpose !== 'marketing',
            termination: terminationOf(source, language),
            thirdPartyDisclosure: true,
            thirdPartyName: 'WhatsApp / Meta',
          },
        ],
      },
    ],
    sensitive: false,
    spiCat: [],
    consentRecord: recordData(source, language),
  }
}

function recordData(source: ReceiptSource, language: Locale): Record<string, unknown> {
  return {
    schemaVersion: 'ISO/IEC TS 27560:2023',
    recordId: source.entryId,
    piiPrincipalId: source.contactId,
    notice:
      source.textBody === null
        ? null
        : {
            text: source.textBody,
            version: source.textVersion,
            language: source.language,
            sha256: source.textSha256,
          },
    event: {
      eventTime: new Date(source.at).toISOString(),
      eventType: 'explicit',
      eventState: source.state,
      validUntil: source.expiresAt === null ? null : new Date(source.expiresAt).toISOString(),
      entityId: source.isByPerson ? source.contactId : source.recordedBy,
      recordedAt: new Date(source.recordedAt).toISOString(),
      recordedBy: source.recordedBy,
    },
    collectionMethod: source.source,
    campaign: source.campaignName,
    evidence: source.evidence === null ? null : maskNumbersIn(source.evidence),
    withdrawalMethod: receiptTexts[language].leave.replace('{word}', () => source.stopWord),
    standingToday: source.standing,
  }
}

function terminationOf(source: ReceiptSource, language: Locale): string {
  const words = receiptTexts[language]
  return source.expiresAt === null
    ? words.untilWithdrawn
    : words.untilDay.replace('{day}', new Date(source.expiresAt).toISOString().slice(0, 10))
}

/** @param formatMoment a moment in words: `2026-03-05 15:04` */
export function receiptPage(
  source: ReceiptSource,
  language: Locale,
  formatMoment: (at: number) => string,
): ReceiptPage {
  const words = receiptTexts[language]
  const fact = (label: keyof typeof words.labels, value: string | null) =>
    value === null || value === '' ? [] : [{ label: words.labels[label], value }]
  const actor = source.isByPerson
    ? words.byPerson
    : (words.actors[source.recordedBy] ?? source.recordedBy)
  return {
    language,
    title: words.title,
    subtitle: source.shop,
    state: words.states[source.state],
    facts: [
      ...fact('person', source.contactName),
      ...fact('number', source.maskedNumber === source.contactName ? null : source.maskedNumber),
      ...fact('purpose', purposeWords(language, source.purpose, source.purposeName)),
      ...fact('at', formatMoment(source.at)),
      ...fact('how', words.sources[source.source] ?? source.source),
      ...fact('campaign', source.campaignName),
      ...fact('until', terminationOf(source, language)),
      ...fact('jurisdiction', source.jurisdiction),
      ...fact('evidence', source.evidence === null ? null : maskNumbersIn(source.evidence)),
      ...fact('recordedBy', actor),
      ...fact('recordedAt', formatMoment(source.recordedAt)),
      ...fact('today', words.states[source.standing]),
      ...fact('controller', [source.shop, source.shopNumber].filter(Boolean).join(' · ')),
      ...fact('id', source.entryId),
      ...fact('version', source.textVersion === null ? null : String(source.textVersion)),
      ...fact('sha256', source.textSha256),
    ],
    wordingTitle: words.wording,
    wording: source.textBody ?? words.noWording,
    wordingLanguage: source.textBody === null ? language : (source.language ?? language),
    leaveTitle: words.leaveTitle,
    leave: words.leave.replace('{word}', () => source.stopWord),
    footer: words.footer,
  }
}
