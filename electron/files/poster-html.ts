import type { Locale } from '../../shared/domain/common.ts'
import { escapeHtml } from './escape-html.ts'
import { paperPage } from './paper-page.ts'

/** What a sign-up poster says. */
export interface Poster {
  readonly language: Locale
  readonly shop: string
  /** The business's number, as it is shown to customers. */
  readonly number: string
  readonly codeWord: string
  readonly consentText: string
  readonly consentLanguage: string
  readonly textVersion: number
  readonly isDoubleOptIn: boolean
  /** The shop's privacy notice, in full; null where it has none in this language. */
  readonly privacyNotice: string | null
  readonly stopWord: string
  readonly link: string
  /** QR code of the link. */
  readonly qrSvg: string
}

interface PosterWords {
  readonly title: string
  readonly scan: string
  readonly or: string
  readonly agree: string
  readonly twice: string
  readonly leave: string
  readonly privacy: string
  readonly noNotice: string
  readonly version: string
  readonly qr: string
}

const words: Readonly<Record<Locale, PosterWords>> = {
  en: {
    title: 'Hear from us on WhatsApp',
    scan: 'Scan with your phone’s camera and send the word that is written already:',
    or: 'Or write it to {number}.',
    agree: 'By sending it you agree to this:',
    twice: 'We ask once more in the chat. Only your YES there counts.',
    leave: 'Enough? Answer {word}, and nothing more is sent.',
    privacy: 'What happens with your data',
    noNotice:
      'We keep your name, your number and what you agreed to, to write to you as you asked. Ask us in the chat to see, correct or delete it.',
    version: 'Wording, version {version}',
    qr: 'QR code that opens the chat',
  },
  'zh-CN': {
    title: '在 WhatsApp 上关注我们',
    scan: '用手机相机扫码，发送已经填好的暗号：',
    or: '也可以直接发送到 {number}。',
    agree: '发送即表示您同意：',
    twice: '我们会在对话中再问您一次，只有您回复「是」才算数。',
    leave: '不想再收？回复「{word}」，就不会再收到消息。',
    privacy: '您的信息如何处理',
    noNotice:
      '我们保存您的称呼、号码和您同意的内容，仅用于按您的意愿与您联系。您可以在对话中要求查看、更正或删除。',
    version: '同意内容，第 {version} 版',
    qr: '打开对话的二维码',
  },
}

/** A page of A4 to be put up: QR code, code word, what is agreed to, and what happens with the data. */
export function renderPoster(poster: Poster): string {
  const text = words[poster.language]
  const line = (value: string) => escapeHtml(value)
  const again = poster.isDoubleOptIn ? `<p class="twice">${line(text.twice)}</p>` : ''
  return paperPage({
    language: poster.language,
    title: `${poster.shop} · ${text.title}`,
    style: posterStyle,
    body: `<main>
<header>
<p class="shop">${line(poster.shop)}</p>
<h1>${line(text.title)}</h1>
</header>
<section class="scan">
<div class="qr" role="img" aria-label="${line(text.qr)}">${poster.qrSvg}</div>
<div>
<p>${line(text.scan)}</p>
<p class="code">${line(poster.codeWord)}</p>
<p>${line(text.or.replace('{number}', () => poster.number))}</p>
<p class="link">${line(poster.link)}</p>
</div>
</section>
<section class="agree">
<h2>${line(text.agree)}</h2>
<p class="body" lang="${line(poster.consentLanguage)}">${line(poster.consentText)}</p>
${again}
<p class="leave">${line(text.leave.replace('{word}', () => poster.stopWord))}</p>
<p class="version">${line(text.version.replace('{version}', String(poster.textVersion)))}</p>
</section>
<section class="privacy">
<h2>${line(text.privacy)}</h2>
<p class="body">${line(poster.privacyNotice ?? text.noNotice)}</p>
</section>
</main>`,
  })
}

const posterStyle = `
.shop{color:var(--accent);font-weight:650;font-size:22px}
h1{margin:.1em 0 .6em;font-size:44px;line-height:1.15}
h2{font-size:17px}
.scan{display:flex;gap:36px;align-items:center;padding:24px 0;border-block:2px solid var(--ink)}
.scan>div:last-child{flex:1;font-size:20px}
.qr{flex:0 0 250px}
.qr svg{display:block;width:250px;height:250px;background:#fff}
.code{margin:.2em 0;font-size:44px;font-weight:750;line-height:1.2;letter-spacing:.02em}
.link{color:var(--soft);font-size:13px}
.agree{padding:20px 0;font-size:17px}
.agree .body{margin-top:6px}
.twice,.leave{margin-top:8px;font-weight:600}
.version{margin-top:6px;color:var(--soft);font-size:12px}
.privacy{padding-top:14px;border-top:1px solid var(--line);font-size:11.5px;line-height:1.5;color:var(--soft)}
.privacy h2{color:var(--ink);font-size:13px}
@media (max-width:640px){.scan{flex-direction:column}main{padding:24px}}
`
