import { DARK, declarations, LIGHT } from './theme.js';

/**
 * The page's style sheet. System fonts only; the theme follows the system until the button sets `data-theme`; paper is light.
 * Rows, charts and tables keep their meaning without colour.
 */
export const STYLE = `
:root{color-scheme:light;${declarations(LIGHT)}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${declarations(DARK)}}}
:root[data-theme=dark]{color-scheme:dark;${declarations(DARK)}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
a{color:var(--accent)}
main,header,footer{max-width:1120px;margin:0 auto;padding:0 24px}
header{padding-top:28px}
h1{font-size:26px;line-height:1.25;margin:0;overflow-wrap:anywhere;letter-spacing:-.01em}
h2{font-size:18px;line-height:1.3;margin:0 0 4px}
h3{font-size:15px;margin:20px 0 6px}
p{margin:0 0 10px}
.top{display:flex;gap:16px;align-items:flex-start;justify-content:space-between}
.subtitle,.lead,.note,small{color:var(--muted)}
.subtitle{margin:4px 0 0;overflow-wrap:anywhere}
.lead{max-width:80ch;margin:0 0 14px;overflow-wrap:anywhere}
.note{font-size:13px}
small{display:block;font-size:12.5px;font-weight:400;line-height:1.35}
.answer{font-size:17px;margin:18px 0 16px;max-width:75ch;overflow-wrap:anywhere}
section,.notice,.card{background:var(--surface);border:1px solid var(--line);border-radius:10px}
section{padding:20px 22px;margin:16px 0}
.notice{background:var(--notice);color:var(--notice-text);border-color:transparent;padding:14px 20px;margin:16px 0;overflow-wrap:anywhere}
.notice h2{font-size:15px}
.notice ul{margin:4px 0 0;padding-left:18px}
.cards{display:grid;grid-template-columns:repeat(6,1fr);gap:12px;margin:0}
.card{padding:14px 14px 12px;min-width:0}
.card dt{color:var(--muted);font-size:13px;line-height:1.3;min-height:2.6em}
.card dd{margin:0}
.card .value{font-size:22px;font-weight:650;line-height:1.3;letter-spacing:-.01em;overflow-wrap:anywhere}
.card .note{font-size:12.5px;line-height:1.35}
.gain{color:var(--gain)}.loss{color:var(--loss)}
button,select,input[type=search]{font:inherit;color:var(--text);background:var(--surface);border:1px solid var(--line);border-radius:7px;padding:5px 10px}
button{cursor:pointer;white-space:nowrap}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.chart{margin:0;position:relative}
figcaption{display:flex;flex-wrap:wrap;gap:4px 18px;align-items:center;font-size:13px;margin-bottom:8px;min-height:30px}
.chart:has(.switch) figcaption{padding-right:130px}
#prices .chart+.chart{margin-top:22px}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;min-width:0}
.key{display:inline-flex;align-items:center;gap:7px;overflow-wrap:anywhere;min-width:0}
.key::before{content:"";flex:none;width:18px;border-top:2.5px solid currentColor}
.key.accent::before{color:var(--accent)}.key.benchmark::before{color:var(--benchmark);border-top-style:dashed}
.key.loss{color:inherit}.key.loss::before{color:var(--loss)}.key.price::before{color:var(--text)}
.swatch{display:inline-flex;align-items:center;gap:7px}
.swatch::before{content:"";width:14px;height:14px;border-radius:3px;border:1px solid var(--line)}
.swatch.bull::before{background:var(--gain-area)}.swatch.bear::before{background:var(--loss-area)}.swatch.neutral::before{background:var(--neutral-area)}
.hidden-input{position:absolute;opacity:0;right:0;top:0;width:1px;height:1px}
.switch{position:absolute;right:0;top:0;display:inline-flex;border:1px solid var(--line);border-radius:7px;overflow:hidden;font-size:13px}
.switch label{padding:4px 12px;cursor:pointer;color:var(--muted)}
#scale-linear:checked~.switch label[for=scale-linear],#scale-log:checked~.switch label[for=scale-log]{background:var(--accent);color:var(--surface);font-weight:600}
#scale-linear:focus-visible~.switch,#scale-log:focus-visible~.switch{outline:2px solid var(--accent);outline-offset:2px}
#scale-linear:checked~.on-log,#scale-log:checked~.on-linear{display:none}
.frame{display:grid;grid-template-columns:62px minmax(0,1fr)}
.plot{position:relative;min-width:0;touch-action:pan-y;overflow:clip;overflow-clip-margin:4px}
[data-zoom] .plot{cursor:crosshair}[data-zoom] .plot.dragged{cursor:grabbing}
.frame,.zoom{user-select:none;-webkit-user-select:none}
svg{display:block}
svg text{fill:var(--muted);font-size:12px}
.defs{position:absolute}
.grid{stroke:var(--grid);stroke-width:1;vector-effect:non-scaling-stroke;fill:none}
.base{stroke:var(--benchmark);stroke-width:1;vector-effect:non-scaling-stroke}
.line{fill:none;stroke-width:1.75;vector-effect:non-scaling-stroke;stroke-linejoin:round}
.line.accent{stroke:var(--accent)}.line.benchmark{stroke:var(--benchmark);stroke-width:1.25;stroke-dasharray:4 3}
.line.loss{stroke:var(--loss);stroke-width:1.25}.line.price{stroke:var(--text);stroke-width:1.1}
.area{stroke:none;fill:var(--loss-area)}
.band{stroke:none}.band.bull{fill:var(--gain-area)}.band.bear{fill:var(--loss-area)}.band.neutral{fill:var(--neutral-area)}
.join{fill:none;stroke-width:1.25;vector-effect:non-scaling-stroke;opacity:.75}
.join.gain{stroke:var(--gain)}.join.loss{stroke:var(--loss)}
.mark{stroke:var(--surface);stroke-width:.8}
.mark.long{fill:var(--gain)}.mark.short{fill:var(--loss)}
.mark.exit{fill:none;stroke-width:1.8}.mark.exit.gain{stroke:var(--gain)}.mark.exit.loss{stroke:var(--loss)}
.bar{stroke:none}.bar.gain{fill:var(--gain)}.bar.loss{fill:var(--loss)}.bar.total{fill:var(--accent)}.bar.other{fill:var(--benchmark)}
#rolling .chart+.chart{margin-top:18px}.plain.falls,.plain.compared-runs,.plain.by-symbol{width:100%}.falls .number:first-child,.falls .number{padding-left:0}.falls th,.falls td{text-align:left!important;padding-right:14px}
#distribution .bar{stroke:var(--surface);stroke-width:1;vector-effect:non-scaling-stroke}
.middle{stroke:var(--text);stroke-width:1.5;stroke-dasharray:4 3}
.zero{stroke:var(--benchmark);stroke-width:1}
.zoom{display:inline-flex;margin-left:auto}
.zoom button{border-radius:0;padding:2px 11px;margin-left:-1px;font-size:14px;min-height:28px}
.zoom button:first-child{border-radius:7px 0 0 7px}.zoom button:last-child{border-radius:0 7px 7px 0}
.zoom button:disabled{color:var(--muted);opacity:.55;cursor:default}
.zoom button:focus-visible{position:relative;z-index:1}
.brush{position:absolute;top:0;bottom:24px;background:var(--accent);opacity:.18;pointer-events:none}
.candle{stroke-width:1;vector-effect:non-scaling-stroke;fill:none}
.wick.up{stroke:var(--up)}.wick.down{stroke:var(--down)}
.body.up{fill:var(--up)}.body.down{fill:var(--down)}
.volume.up{fill:var(--up)}.volume.down{fill:var(--down)}.volume{opacity:.35}
.band.chosen{fill:var(--accent);opacity:.16}
.line-of{display:block}
.state{display:block;margin-top:6px;overflow-wrap:anywhere}
.to-chart{font:inherit;color:var(--accent);background:none;border:0;padding:0;text-decoration:underline;text-underline-offset:3px;text-decoration-thickness:1px}
.trades tr.clickable{cursor:pointer}.trades tr.clickable:hover td{background:var(--neutral-area)}
.cursor{position:absolute;top:0;width:0;border-left:1px solid var(--muted);pointer-events:none}
.tip{position:absolute;top:6px;pointer-events:none;background:var(--surface);border:1px solid var(--line);border-radius:7px;padding:6px 10px;font-size:12.5px;line-height:1.45;box-shadow:0 3px 12px rgb(0 0 0/.16);max-width:min(260px,90%);z-index:2;overflow-wrap:anywhere}
.tip strong{display:block;font-weight:600}
table{border-collapse:collapse;width:100%;font-size:14px}
caption{text-align:left}
th{text-align:left;font-weight:500}
thead th{color:var(--muted);font-size:13px;border-bottom:1px solid var(--line);white-space:nowrap}
th,td{padding:6px 10px 6px 0;vertical-align:top}
tbody tr+tr th,tbody tr+tr td{border-top:1px solid var(--grid)}
.number{text-align:right;padding-right:0;padding-left:14px;white-space:nowrap}
.plain{width:auto;min-width:min(100%,340px)}
.settings td{overflow-wrap:anywhere}.settings th{overflow-wrap:anywhere;padding-right:24px}
.source{overflow-wrap:anywhere;min-width:120px}
#provenance .scroll .plain{width:100%}
#provenance .number+td,#provenance .number+th{padding-left:24px}
code{font:12.5px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.metrics .about{color:var(--muted);font-size:13.5px;padding-left:32px;padding-right:0;width:44%}
.metrics thead .about{font-size:13px}
.metrics .group th{padding-top:18px;font-size:13px;font-weight:650;color:var(--text);border-top:0}
.metrics tbody:first-of-type .group th{padding-top:10px}
.months{table-layout:fixed;border-spacing:2px;border-collapse:separate;margin:0 -2px;width:calc(100% + 4px)}
.months th,.months td{padding:7px 2px;text-align:center;border:0!important;font-size:13px}
.months tbody th{text-align:left;font-weight:600}.months thead th:first-child{text-align:left}
.months td{border-radius:4px;background:var(--neutral-area)}
.months td.empty{background:none}
.months td.total{font-weight:650}
${[1, 2, 3, 4].map((n) => `.months td.gain-${n}{background:var(--gain-${n})}.months td.loss-${n}{background:var(--loss-${n})}`).join('')}
.waterfall th{width:230px}.waterfall .bars{padding-top:7px}
.waterfall .number{width:120px}
.waterfall .total th,.waterfall .total .number{font-weight:650}
.tools{display:flex;flex-wrap:wrap;gap:8px 18px;align-items:center;margin-bottom:10px;font-size:14px}
.tools output{color:var(--muted)}
.needs-script{display:none}
.scripted .needs-script{display:flex}
.scripted button.needs-script{display:inline-block}.scripted p.needs-script{display:block}
/* Shadows at the sides tell that there is more to scroll to; covers that move with the content hide them at its ends. */
.scroll{overflow-x:auto;background:linear-gradient(to right,var(--surface) 40%,transparent) left/36px 100% no-repeat local,linear-gradient(to left,var(--surface) 40%,transparent) right/36px 100% no-repeat local,linear-gradient(to right,rgb(128 128 128/.35),transparent) left/12px 100% no-repeat scroll,linear-gradient(to left,rgb(128 128 128/.35),transparent) right/12px 100% no-repeat scroll}
.scroll.tall{max-height:560px;overflow-y:auto}
.tall thead th{position:sticky;top:0;background:var(--surface);box-shadow:inset 0 -1px var(--line);border-bottom:0;padding-top:4px}
.trades{font-size:13.5px}
.trades td,.trades th{white-space:nowrap}
.trades .symbol{white-space:normal;overflow-wrap:anywhere;min-width:70px}
.trades td.number,.trades th.number{text-align:right}
.trades td:last-child,.trades th:last-child{padding-left:18px;padding-right:0}
.trades tr.gain,.trades tr.loss{color:inherit}
.trades tr.gain .outcome{color:var(--gain)}.trades tr.loss .outcome{color:var(--loss)}
.trades th:first-child,.trades td:first-child{padding-left:0;padding-right:14px;color:var(--muted)}
.trades th button{font:inherit;color:inherit;background:none;border:0;padding:0;font-weight:500}
.trades th[aria-sort] button{color:var(--text);font-weight:650}
.trades th[aria-sort=ascending] button::after{content:" \\2191"}.trades th[aria-sort=descending] button::after{content:" \\2193"}
details{margin-top:8px}summary{cursor:pointer}
.samples{font-size:13px;padding-left:18px;overflow-wrap:anywhere}
footer{color:var(--muted);font-size:13px;padding-top:4px;padding-bottom:40px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.narrow{display:none}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media (max-width:960px){.cards{grid-template-columns:repeat(3,1fr)}}
@media (max-width:640px){
body{font-size:15px}
main,header,footer{padding-left:12px;padding-right:12px}
header{padding-top:18px}
h1{font-size:21px}
.answer{font-size:16px;margin:14px 0}
section{padding:16px 14px;margin:12px 0;border-radius:8px}
.cards{grid-template-columns:repeat(2,1fr);gap:8px}
.card{padding:11px 12px}.card .value{font-size:19px}
.frame{grid-template-columns:48px minmax(0,1fr)}.axis{margin-left:-14px}
.narrow{display:inline}small.narrow{display:block}.wide,table .wide{display:none}
.chart:has(.switch) figcaption{padding-right:0;padding-top:38px}.switch{right:auto;left:0}
.months,.months tbody{display:block}.months thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.months tr{display:grid;grid-template-columns:repeat(4,1fr);gap:3px;margin-bottom:16px}
.months tbody th{grid-column:1/3;padding:4px 2px;font-size:15px}
.months td{padding:4px 2px 6px;font-size:14px}
.months td::before{content:attr(data-month);display:block;font-size:11.5px;color:var(--muted)}
.months td[class^=gain]::before,.months td[class^=loss]::before,.months td.total::before{color:inherit}
.months td.total{grid-column:3/5;grid-row:1;padding-top:4px;display:flex;justify-content:center;gap:8px}
.months td.total::before{font-size:14px;font-weight:400}
.waterfall th{width:38%}.waterfall .number{width:92px}
.metrics small{display:block}.number{padding-left:8px}
.metrics td.number{white-space:normal}
:lang(ru) .metrics th{white-space:normal}
.plain.settings th{padding-right:12px}
.trades{font-size:13px}.trades td,.trades th{padding-right:6px}.trades .number{padding-left:6px}
.trades td:nth-child(2),.trades th:nth-child(2){color:inherit}
}
@media print{
:root,:root[data-theme]{color-scheme:light;${declarations(LIGHT)}}
body{font-size:11px;background:#fff}
main,header,footer{max-width:none;padding:0}
section,.card,.notice{border-color:#ccc;break-inside:avoid}
#trades,#metrics,#provenance{break-inside:auto}
tr,.chart,.frame{break-inside:avoid}
thead{display:table-header-group}
.switch,.zoom,.tools,.scripted p.needs-script,.scripted .tools,.scripted button.needs-script,.cursor,.tip{display:none}
.scroll{overflow:visible}
.scroll.tall{max-height:none}.wide{display:inline}table .wide{display:table-cell}.narrow,small.narrow{display:none}.trades{font-size:9px}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
