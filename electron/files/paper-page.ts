import { escapeHtml } from './escape-html.ts'

/**
 * A page that is read and printed alone: nothing is fetched, nothing runs.
 *
 * @param body HTML that is safe already
 */
export function paperPage(page: {
  readonly language: string
  readonly title: string
  readonly style: string
  readonly body: string
}): string {
  return `<!doctype html>
<html lang="${escapeHtml(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Groupkeeper">
<title>${escapeHtml(page.title)}</title>
<style>${paperStyle}${page.style}</style>
</head>
<body>
${page.body}
</body>
</html>
`
}

const paperStyle = `
:root{--ink:#17211f;--soft:#5b6764;--line:#d9dfdc;--paper:#fff;--desk:#eef1ef;--accent:#0d5f4a;color-scheme:light}
*{box-sizing:border-box}
html{background:var(--desk)}
body{margin:0;color:var(--ink);font:15px/1.6 "Segoe UI","Helvetica Neue",Helvetica,Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;
-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:760px;margin:24px auto;padding:48px 56px;background:var(--paper);border:1px solid var(--line)}
p,h1,h2,dl,dd{margin:0}
h1,h2,p,dd{overflow-wrap:anywhere}
.body{white-space:pre-line}
@page{size:A4;margin:14mm}
@media print{html{background:none}main{max-width:none;margin:0;padding:0;border:0}}
`
