/** Rules of the evaluation's page beside those of all pages; colours are the theme's. */
export const EVALUATION_STYLE = `
.verdict{border-left:6px solid var(--benchmark);padding-top:18px}
.verdict h2{font-size:20px;overflow-wrap:anywhere}
.verdict .answer{font-size:22px;line-height:1.35;font-weight:600;letter-spacing:-.01em;margin:14px 0 18px;max-width:62ch}
.verdict .badge{font-size:13px;font-weight:650;margin:0 0 6px;letter-spacing:.01em}
.verdict.good{border-left-color:var(--gain)}.verdict.good .badge,.verdict.good .answer{color:var(--gain)}
.verdict.bad{border-left-color:var(--loss)}.verdict.bad .badge,.verdict.bad .answer{color:var(--loss)}
.verdict.open{border-left-color:var(--accent)}.verdict.open .badge{color:var(--accent)}
.verdict.unknown .badge{background:var(--notice);color:var(--notice-text);display:inline-block;padding:2px 10px;border-radius:6px}
.verdict .cards{margin-bottom:10px}.verdict .card{background:var(--page)}
.verdict .notice{border-radius:8px;padding:8px 14px;font-size:14px;margin:0 0 12px}
.advice{display:grid;grid-template-columns:minmax(240px,1fr) 2fr;gap:8px 32px;background:var(--page);border:1px solid var(--line);border-radius:10px;padding:14px 18px;margin-bottom:14px}
.advice .said{font-size:18px;font-weight:650;margin:0 0 8px}
.advice ul{margin:2px 0;padding-left:18px;overflow-wrap:anywhere}.advice .note{margin:8px 0 0}
.measured{font-size:16px;max-width:75ch;margin:0 0 16px;overflow-wrap:anywhere}
abbr[title]{text-decoration:underline dotted;text-underline-offset:3px;cursor:help}
.contents{margin:14px 0 0;font-size:14px}.contents ul{margin:0;padding:10px 14px 10px 30px;background:var(--surface);border:1px solid var(--line);border-radius:10px;overflow-wrap:anywhere}
.contents a{color:var(--accent)}
.glossary{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:10px 16px;margin:16px 0}
.glossary dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 18px;margin:10px 0 2px;font-size:14px}.glossary dt{font-weight:600}.glossary dd{margin:0;color:var(--muted)}
.share .rail{fill:var(--line)}.share .earned{fill:var(--gain)}
.who{font-size:22px;margin:36px 0 6px;overflow-wrap:anywhere}
.data td,.data th{overflow-wrap:anywhere}
.data tbody th{min-width:84px}
.data thead th{white-space:normal;vertical-align:bottom}
.data .number{white-space:nowrap;overflow-wrap:normal}
.data thead .number{white-space:normal}
.data .plot{width:26%;min-width:150px;padding-left:16px;padding-right:0}
.data tr.asked>th{font-weight:650}.data tr.asked>th small{font-weight:400}
.data small{color:var(--muted)}
.data th[title]{cursor:help;text-decoration:underline dotted;text-underline-offset:3px}
.data td.text,.data th.text:not(:first-child){padding-left:14px}
.overview{font-size:13.5px}.overview .plot{width:22%}.overview .number{padding-left:10px}.overview>tbody>tr>th{max-width:220px}
.overview td.number small{white-space:nowrap}
.periods{max-width:640px}.periods td.number{min-width:150px}
.plain-rows{max-width:760px}
.effects .plot{width:40%}.sliced{table-layout:fixed}.sliced .plot{width:34%}
.none{color:var(--muted);text-decoration:none;cursor:help}
.reasons{padding-left:18px;margin:0 0 14px}.reasons time{font-weight:600;margin-right:6px}
.forest{overflow:visible}
.whisker{stroke:var(--benchmark);stroke-width:2}
.dot{fill:var(--benchmark);stroke:var(--surface);stroke-width:1}
.accent .whisker{stroke:var(--accent)}.accent .dot{fill:var(--accent)}
.gain .whisker{stroke:var(--gain)}.gain .dot{fill:var(--gain)}
.loss .whisker{stroke:var(--loss)}.loss .dot{fill:var(--loss)}
.hollow .whisker{stroke:var(--accent);stroke-dasharray:3 3}.hollow .dot{fill:var(--surface);stroke:var(--accent);stroke-width:2}
svg .arrow{fill:var(--muted);font-size:13px}
.panels{display:grid;grid-template-columns:1fr 1fr;gap:24px 32px}
.panels>.panel:only-child{max-width:520px}
.panel h3{margin:0}.panel .note{margin:0 0 8px}
.axis-name{font-size:12px;color:var(--muted);text-align:center;margin:0 0 8px}
.diagonal{fill:none;stroke:var(--benchmark);stroke-width:1.25;stroke-dasharray:5 4;vector-effect:non-scaling-stroke}
.bar.said{fill:var(--accent);stroke:var(--surface);stroke-width:1;vector-effect:non-scaling-stroke}
.bare{margin-bottom:-16px}
.strips .band.bull{fill:var(--gain-4)}.strips .band.bear{fill:var(--loss-4)}.strips .band.neutral{fill:var(--line)}
main figcaption{padding-right:0}
.strips{margin-top:6px}.strips+.note{margin:8px 0 0}
.swatch{margin-right:12px}
.swatch.bull::before{background:var(--gain-4)}.swatch.bear::before{background:var(--loss-4)}.swatch.neutral::before{background:var(--line)}
.swatch.moved::before{background:var(--accent)}
.part.bull{fill:var(--gain-4)}.part.neutral{fill:var(--line)}.part.bear{fill:var(--loss-4)}.part.moved{fill:var(--accent)}
.strip .range{fill:var(--neutral-area);stroke:var(--benchmark);stroke-width:1}
.strip .own{stroke-width:4}.strip .own.gain{stroke:var(--gain)}.strip .own.loss{stroke:var(--loss)}.strip .own.accent{stroke:var(--accent)}
.badges{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 10px}
.flag{display:inline-block;background:var(--loss-area);color:var(--text);border:1px solid var(--loss);border-radius:999px;padding:1px 12px;font-size:13px;font-weight:600}
.flag.none-raised{background:var(--gain-area);border-color:var(--gain)}
.flag.exploratory{background:var(--notice);color:var(--notice-text);border-color:transparent;font-size:12px;vertical-align:middle;margin-left:6px}
.limits{color:var(--muted);font-size:14px}
.data details{margin:0}
.slice summary{font-weight:600;margin:12px 0 4px}
main{overflow-wrap:anywhere}
section ul{padding-left:20px;margin-top:6px}
@media (max-width:960px){.panels{grid-template-columns:1fr}.advice{grid-template-columns:1fr}}
@media (max-width:900px){
.data tbody th{min-width:0}
.data,.data tbody{display:block}
.data thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.data tr{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:6px 10px;padding:12px 0;border-top:1px solid var(--grid)}
.data tr:first-child{border-top:0}
.data tr>th{grid-column:1/-1;padding:0;border:0!important;max-width:none!important}
.data tr>td,.data tr>td.number{padding:0;border:0!important;text-align:left;min-width:0;white-space:normal;overflow-wrap:anywhere}
.data tr>td.plot{grid-column:1/-1;order:-1;width:auto;min-width:0;padding:0}
.data tr>th{order:-2}
.data tr>td:has(small),.data tr>td.text{grid-column:span 2;padding:0}
.periods .ticks{display:none}.periods tr>td.number,.plain-rows tr>td{grid-column:auto}
.data tr>td:empty{display:none}
.data tr>td::before{content:attr(data-label);display:block;font-size:12px;color:var(--muted)}
.data tr>td.plot::before{display:none}
.data tr>td.number small{white-space:normal}
.periods tr,.plain-rows tr{grid-template-columns:1.2fr 1fr 1fr;padding:5px 0}
.periods tr>th,.plain-rows tr>th{grid-column:auto}
.plain-rows tr{grid-template-columns:2fr 1fr}
.data:not(.periods,.plain-rows,.overview,.sliced,.compared) tr{grid-template-columns:repeat(3,minmax(0,1fr))}
.plain-rows td::before,.periods td::before{display:none!important}
.periods tr:first-child td::before{display:block!important}
.periods td.number{min-width:0!important}
.verdict .answer{font-size:18px}
.glossary dl{grid-template-columns:1fr}
.overview tr,.compared tr{gap:3px 10px!important;padding:8px 0!important}.overview td::before,.compared td::before{font-size:11px}
}
@media print{.panels{grid-template-columns:1fr 1fr}.verdict{break-inside:avoid}}
`;
