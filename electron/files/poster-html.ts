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
  readonly steps: readonly [string, string, string]
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
    steps: [
      'Point your phone camera at the code.',
      'WhatsApp opens with the word below. Send it.',
      'That is all. You hear from us in this chat.',
    ],
    or: 'Or write it to {number}',
    agree: 'By sending it you agree to this:',
    twice: 'We ask once more in the chat. Answer YES there: only that counts.',
    leave: 'Enough? Answer {word}, and nothing more is sent.',
    privacy: 'What happens with your data',
    noNotice:
      'We keep your name, your number and what you agreed to, to write to you as you asked. Ask us in the chat to see, correct or delete it.',
    version: 'Wording, version {version}',
    qr: 'QR code that opens the chat',
  },
  'zh-CN': {
    title: '在 WhatsApp 上关注我们',
    steps: [
      '用手机相机对准二维码。',
      'WhatsApp 会打开并填好下面的暗号，点发送。',
      '完成。之后我们在这个对话里联系您。',
    ],
    or: '也可以直接发送到 {number}',
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
  const [scan, send, done] = text.steps
  const steps = [scan, send, poster.isDoubleOptIn ? text.twice : done]
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
<ol>
${steps.map((step) => `<li>${line(step)}</li>`).join('\n')}
</ol>
</section>
<section class="word">
<p class="code">${line(poster.codeWord)}</p>
<p>${line(text.or.replace('{number}', () => poster.number))}</p>
</section>
<section class="agree">
<h2>${line(text.agree)}</h2>
<p class="body" lang="${line(poster.consentLanguage)}">${line(poster.consentText)}</p>
<p class="leave">${line(text.leave.replace('{word}', () => poster.stopWord))}</p>
</section>
<footer>
<h2>${line(text.privacy)}</h2>
<p class="body">${line(poster.privacyNotice ?? text.noNotice)}</p>
<p class="version">${line(text.version.replace('{version}', String(poster.textVersion)))} · ${line(poster.link)}</p>
</footer>
</main>`,
  })
}

const posterStyle = `
main{display:flex;flex-direction:column;min-height:1050px}
header{text-align:center}
.shop{color:var(--accent);font-weight:650;font-size:24px}
h1{margin:.15em 0 .5em;font-size:52px;line-height:1.12}
h2{font-size:18px}
.scan{display:flex;gap:40px;align-items:center;padding:28px 0;border-block:3px solid var(--accent)}
.qr{flex:0 0 300px}
.qr svg{display:block;width:300px;height:300px;background:#fff}
ol{flex:1;margin:0;padding:0;list-style:none;counter-reset:step;font-size:23px;line-height:1.4}
li{position:relative;padding-left:52px;counter-increment:step}
li+li{margin-top:26px}
li::before{content:counter(step);position:absolute;left:0;top:-3px;width:36px;height:36px;border-radius:50%;
background:var(--accent);color:#fff;font-weight:700;font-size:20px;line-height:36px;text-align:center}
.word{padding:22px 0 20px;text-align:center;font-size:20px}
.code{margin-bottom:.1em;font-size:76px;font-weight:780;line-height:1.15;letter-spacing:.02em;color:var(--accent)}
.agree{padding:18px 22px;border-radius:12px;background:#eef5f1;font-size:20px}
.agree .body{margin-top:4px}
.leave{margin-top:8px;font-weight:600}
footer{margin-top:auto;padding-top:18px;font-size:11.5px;line-height:1.5;color:var(--soft)}
footer h2{color:var(--ink);font-size:13px}
.version{margin-top:6px}
@media print{main{min-height:0}h1{font-size:44px}.scan{padding:16px 0}.qr{flex-basis:260px}.qr svg{width:260px;height:260px}ol{font-size:20px}li+li{margin-top:16px}.word{padding:12px 0}.code{font-size:64px}.agree{padding:12px 18px;font-size:17px}footer{font-size:10.5px;line-height:1.4}}
@media (max-width:640px){.scan{flex-direction:column}main{padding:24px}h1{font-size:38px}}
`
