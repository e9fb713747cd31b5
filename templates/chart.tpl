{{%AUTOESCAPE context="HTML"}}
<figure class="chart{{#LINES}} chart-lines{{/LINES}}" id="{{ID}}" data-chart data-title="{{TITLE}}">
<div class="chart-plot">
<svg class="chart-svg" role="img" aria-labelledby="{{ID}}-t {{ID}}-d" width="100%" height="{{HEIGHT}}">
<title id="{{ID}}-t">{{TITLE}}</title>
<desc id="{{ID}}-d">{{FINDING}}</desc>
<defs><pattern id="{{ID}}-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="2.5" height="5"/></pattern></defs>
{{#BAND}}<rect class="office" x="{{X}}%" y="{{PLOT_TOP}}" width="{{W}}%" height="{{PLOT_HEIGHT}}"/>
{{/BAND}}
{{#GRID}}<g class="grid grid-{{KIND}}"><line x1="0" x2="100%" y1="{{Y}}" y2="{{Y}}"/><text x="-8" y="{{Y}}" dy=".35em" text-anchor="end">{{TEXT}}</text></g>
{{/GRID}}
<svg class="marks" y="{{PLOT_TOP}}" width="100%" height="{{PLOT_HEIGHT}}" viewBox="0 0 {{WIDTH}} {{PLOT_HEIGHT}}" preserveAspectRatio="none">
{{#BARS}}<path class="bar s-{{KEY}}" d="{{D}}"/>
{{/BARS}}
{{#BEFORE}}<path class="before" vector-effect="non-scaling-stroke" d="{{D}}"/>
{{/BEFORE}}
{{#USUAL}}<path class="usual" vector-effect="non-scaling-stroke" d="{{D}}"/>
{{/USUAL}}
{{#LINE}}<path class="line l-{{KEY}}" vector-effect="non-scaling-stroke" d="{{D}}"/>
{{/LINE}}
</svg>
{{#DOT}}<circle class="dot s-{{KEY}}" cx="{{X}}%" cy="{{Y}}" r="3.5"/>
{{/DOT}}
{{#PARTIAL}}<rect x="{{X}}%" y="{{Y}}" width="{{W}}%" height="{{H}}" fill="url(#{{ID}}-hatch)"/>
{{/PARTIAL}}
{{#NAMED}}<line class="leader l-{{KEY}}" x1="{{X}}%" y1="{{Y1}}" x2="100%" y2="{{Y}}"/><text class="named" x="100%" dx="4" y="{{Y}}" dy=".35em">{{TEXT}}</text>
{{/NAMED}}
{{#MARK}}<g class="mark"><line x1="{{X}}%" x2="{{X}}%" y1="{{Y1}}" y2="{{Y2}}"/><circle cx="{{X}}%" cy="{{Y1}}" r="3"/></g>
{{/MARK}}
{{#LABEL}}<text class="mark-label" x="{{X}}%" dx="{{DX}}" y="{{Y}}" dy=".35em" text-anchor="{{ANCHOR}}">{{TEXT}}</text>
{{/LABEL}}
{{#TIME}}<g class="time time-{{LEVEL}}"><line x1="{{X}}%" x2="{{X}}%" y1="{{Y1}}" y2="{{Y2}}"/><text x="{{X}}%" y="{{Y}}" text-anchor="{{ANCHOR}}">{{TEXT}}</text></g>
{{/TIME}}
</svg>
<svg class="chart-hits" aria-hidden="true" focusable="false" width="100%" height="{{HEIGHT}}">
{{#HIT}}{{#LINK}}<a href="{{URL}}" tabindex="-1">{{/LINK}}<rect x="{{X}}%" width="{{W}}%" height="100%"><title>{{TIP:p}}</title></rect>{{#LINK}}</a>{{/LINK}}
{{/HIT}}
</svg>
</div>
<figcaption>
<ul class="legend">
{{#LEGEND}}<li data-name="{{NAME}}"><svg class="swatch s-{{KEY}}" aria-hidden="true" width="10" height="10"><rect width="10" height="10" rx="2"/></svg>{{#LINK}}<a href="{{URL}}">{{NAME}} <b>{{SUM}}</b></a>{{/LINK}}{{#PLAIN}}<span>{{NAME}} <b>{{SUM}}</b></span>{{/PLAIN}} <span class="muted">{{SHARE}}</span></li>
{{/LEGEND}}
{{#BEFORE_KEY}}<li data-name="{{NAME}}"><svg class="swatch" aria-hidden="true" width="14" height="10"><path class="before" d="M0 5h14"/></svg><span class="muted">{{NAME}}</span></li>
{{/BEFORE_KEY}}
{{#USUAL_KEY}}<li data-name="{{NAME}}"><svg class="swatch" aria-hidden="true" width="14" height="10"><path class="usual" d="M0 5h14"/></svg><span class="muted">{{NAME}}</span></li>
{{/USUAL_KEY}}
{{#BAND_KEY}}<li data-name="{{NAME}}"><svg class="swatch" aria-hidden="true" width="14" height="10"><rect class="office-key" width="14" height="10"/></svg><span class="muted">{{NAME}}</span></li>
{{/BAND_KEY}}
{{#MARK_KEY}}<li data-name="{{MARK_NAME}}"><svg class="swatch" aria-hidden="true" width="10" height="10"><circle class="mark-key" cx="5" cy="5" r="3"/></svg><span>{{TEXT}} <span class="muted">{{WHEN}}</span></span></li>
{{/MARK_KEY}}
</ul>
<details class="twin">
<summary>Show as table</summary>
<div class="scroll" tabindex="0" role="region" aria-label="{{TITLE}} as a table">
<table class="table">
<caption class="vh">{{TITLE}}: {{UNIT}}</caption>
<thead><tr><th scope="col">Time</th>{{#COLUMN}}<th scope="col" class="num">{{NAME}}</th>{{/COLUMN}}{{#MARK_COLUMN}}<th scope="col">{{MARK_NAME}}s</th>{{/MARK_COLUMN}}</tr></thead>
<tbody>
{{#TROW}}<tr><th scope="row">{{WHEN}}{{#SOFAR}} <span class="muted">so far</span>{{/SOFAR}}</th>{{#CELL}}<td class="num">{{#LINK}}<a href="{{URL}}">{{VALUE}}</a>{{/LINK}}{{#PLAIN}}{{VALUE}}{{/PLAIN}}</td>{{/CELL}}{{#BEFORE_CELL}}<td class="num muted">{{VALUE}}</td>{{/BEFORE_CELL}}{{#MARK_CELL}}<td>{{#RELEASE}}<span class="tag">{{TEXT}}</span> {{/RELEASE}}</td>{{/MARK_CELL}}</tr>
{{/TROW}}
</tbody>
</table>
</div>
</details>
</figcaption>
</figure>
