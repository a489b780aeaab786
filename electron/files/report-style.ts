/** Style of the report page: dark or light on a screen, always ink on paper in print. */
export const reportStyle = `
:root{--ink:#17211f;--soft:#5b6764;--line:#d9dfdc;--hair:#e9edeb;--paper:#fff;--desk:#eef1ef;--accent:#0d5f4a;
--good:#0b6247;--good-back:#e3f2ec;--warn:#7a4d00;--warn-back:#fbf0d9;--bad:#9b1c22;--bad-back:#fbe6e6;color-scheme:light dark}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e6ebe9;--soft:#a3b0ac;--line:#34403c;--hair:#28322f;--paper:#171d1b;--desk:#0f1412;--accent:#6fcfb0;
--good:#7fdcb9;--good-back:#12352a;--warn:#f0c674;--warn-back:#3a2c0d;--bad:#ff9da0;--bad-back:#421a1d}}
*{box-sizing:border-box}
html{background:var(--desk)}
body{margin:0;color:var(--ink);font:15px/1.55 "Segoe UI","Helvetica Neue",Helvetica,Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;
font-variant-numeric:tabular-nums;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:1120px;margin:32px auto 0;padding:56px 64px 40px;background:var(--paper);border:1px solid var(--line);border-top:6px solid var(--accent)}
.brand{margin:0 0 40px;font-weight:650;letter-spacing:.01em}
.brand span{margin-inline-start:.5em;color:var(--soft);font-weight:400}
.kind{margin:0;color:var(--accent);font-weight:650;letter-spacing:.06em}
h1{margin:.1em 0 .7em;font-size:38px;line-height:1.2;font-weight:700;letter-spacing:-.01em;overflow-wrap:anywhere}
dl{margin:0}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(400px,100%),1fr));gap:0 40px;border-top:1px solid var(--line)}
.facts div{display:flex;gap:16px;padding:9px 0;border-bottom:1px solid var(--hair)}
dt{flex:0 0 116px;color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(112px,1fr));gap:1px;margin:32px 0;padding:0;list-style:none;background:var(--line);border:1px solid var(--line)}
.figures li{display:flex;flex-direction:column;padding:16px 18px;background:var(--paper)}
.figures b{font-size:27px;line-height:1.15;font-weight:650}
.figures span{color:var(--soft);font-size:13px}
nav h2{margin:0 0 8px;font-size:15px}
nav ol{columns:2;column-gap:40px;margin:0;padding:0;list-style:none;counter-reset:part}
nav li{break-inside:avoid;counter-increment:part}
nav a{display:flex;gap:10px;padding:5px 0;color:inherit;text-decoration:none;border-bottom:1px solid var(--hair)}
nav a::before{content:counter(part);width:22px;color:var(--accent);font-weight:650}
nav a:hover span,nav a:focus-visible span{text-decoration:underline}
nav i{margin-inline-start:auto;color:var(--soft);font-style:normal}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
section{margin-top:48px}
section h2{margin:0;padding-bottom:8px;font-size:21px;line-height:1.3;border-bottom:2px solid var(--ink);break-after:avoid}
.part{display:inline-block;min-width:34px;color:var(--accent)}
.note{margin:8px 0 14px;color:var(--soft);max-width:78ch;break-after:avoid}
.empty{margin:0;padding:14px 0;color:var(--soft);border-bottom:1px solid var(--hair)}
.table{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:13.5px;line-height:1.45}
th{padding:7px 12px 7px 0;text-align:start;vertical-align:bottom;color:var(--soft);font-weight:600;border-bottom:1px solid var(--line)}
td{padding:8px 12px 8px 0;vertical-align:top;border-bottom:1px solid var(--hair);overflow-wrap:anywhere;white-space:pre-line}
th:last-child,td:last-child{padding-inline-end:0}
td.text,td.time{min-width:84px}
td.time,td.code{white-space:nowrap}
td.long{min-width:150px;max-width:420px;overflow-wrap:anywhere}
th.number,td.number{min-width:0;text-align:end;padding-inline-end:24px}
td.muted{color:var(--soft)}
td span{display:inline-block;word-break:keep-all;padding:0 8px;border-radius:3px;font-weight:600;font-size:12.5px}
.good{color:var(--good);background:var(--good-back)}
.warn{color:var(--warn);background:var(--warn-back)}
.bad{color:var(--bad);background:var(--bad-back)}
.log td:nth-child(n+4){font:12px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace}
.seal{padding:28px 32px;border:1px solid var(--accent);break-inside:avoid}
.seal h2{border:0;padding:0 0 6px}
.seal p{margin:0 0 10px;max-width:82ch}
.seal dl{margin-top:18px;border-top:1px solid var(--line)}
.seal div{display:flex;gap:16px;padding:9px 0;border-bottom:1px solid var(--hair)}
.seal dt{flex-basis:170px}
.seal dd{font:13px/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
footer{max-width:1120px;margin:0 auto;padding:18px 64px 40px;color:var(--soft);font-size:13px}
@media screen and (max-width:720px){main{margin:0;padding:28px 20px;border-inline:0}footer{padding:18px 20px}nav ol{columns:1}h1{font-size:29px}.seal{padding:20px}.facts div,.seal div{flex-direction:column;gap:0}dt,.seal dt{flex-basis:auto}}
@page{size:A4;margin:16mm 14mm 18mm}
@media print{:root{color-scheme:light}html{background:none}body{font-size:9.5pt;line-height:1.45}main{max-width:none;margin:0;padding:0;border:0}
.brand{margin-bottom:22pt}h1{font-size:24pt}.figures b{font-size:16pt}.figures li{padding:8pt 10pt}.figures{grid-template-columns:repeat(7,1fr);margin:18pt 0}
.facts{grid-template-columns:1fr 1fr}section{margin-top:24pt}section h2{font-size:13pt}.table{overflow:visible}table{font-size:8pt}
td.text{min-width:18mm}td.time{min-width:17mm}td.long{min-width:22mm}.log td:nth-child(4){min-width:31mm}.figures span{font-size:7.5pt}nav a{padding:2pt 0}td.time{white-space:pre-line}td.code{white-space:nowrap}td,th{padding-block:4pt;padding-inline-end:7pt}td span{font-size:7.5pt;padding:0 4pt}.log td:nth-child(n+4){font-size:7pt}
thead{display:table-header-group}tr{break-inside:avoid}nav{break-after:auto}footer{padding:14pt 0 0;font-size:8pt}.seal{padding:14pt 16pt}.seal dd{font-size:8pt}}
`
