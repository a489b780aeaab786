import type { ReceiptPage } from '../core/consent/receipt.ts'
import { escapeHtml } from './escape-html.ts'
import { paperPage } from './paper-page.ts'

/** A consent receipt as one page that can be read and printed alone. */
export function renderReceipt(receipt: ReceiptPage): string {
  const facts = receipt.facts.map(
    ({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  )
  return paperPage({
    language: receipt.language,
    title: `${receipt.title} · ${receipt.subtitle}`,
    style: receiptStyle,
    body: `<main>
<header>
<p class="kind">${escapeHtml(receipt.title)}</p>
<h1>${escapeHtml(receipt.subtitle)}</h1>
<p class="state">${escapeHtml(receipt.state)}</p>
</header>
<dl>
${facts.join('\n')}
</dl>
<section>
<h2>${escapeHtml(receipt.wordingTitle)}</h2>
<p class="body wording" lang="${escapeHtml(receipt.wordingLanguage)}">${escapeHtml(receipt.wording)}</p>
</section>
<section>
<h2>${escapeHtml(receipt.leaveTitle)}</h2>
<p>${escapeHtml(receipt.leave)}</p>
</section>
<footer>${escapeHtml(receipt.footer)}</footer>
</main>`,
  })
}

const receiptStyle = `
.kind{color:var(--accent);font-weight:650;letter-spacing:.04em}
h1{margin:.1em 0 .3em;font-size:32px;line-height:1.2}
h2{margin-bottom:6px;font-size:17px}
.state{display:inline-block;padding:2px 12px;border:1px solid var(--accent);border-radius:4px;color:var(--accent);font-weight:650}
dl{margin-top:24px;border-top:1px solid var(--line)}
dl div{display:flex;gap:20px;padding:7px 0;border-bottom:1px solid var(--line);break-inside:avoid}
dt{flex:0 0 170px;color:var(--soft)}
section{margin-top:26px;break-inside:avoid}
.wording{padding:14px 18px;border-inline-start:4px solid var(--accent);background:#f6f8f7}
footer{margin-top:28px;padding-top:12px;border-top:1px solid var(--line);color:var(--soft);font-size:12px}
@media (max-width:640px){main{padding:24px}dl div{flex-direction:column;gap:0}dt{flex-basis:auto}}
@media print{body{font-size:13px;line-height:1.45}h1{font-size:26px}h2{font-size:15px}dl{margin-top:14px}dl div{padding:4px 0}section{margin-top:18px}footer{margin-top:18px;font-size:11px}}
`
