{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}}</p>
</section>
{{>TABS}}
{{#RUNS}}<section class="band" aria-label="Progress">
<svg class="progress wide" role="img" aria-label="{{TEXT}}" width="100%" height="6"><rect class="track" width="100%" height="6" rx="3"/><rect class="done" width="{{W}}%" height="6" rx="3"/></svg>
<p class="muted small"><span data-live>{{TEXT}}</span> · <a href="{{URL}}">Look again</a></p>
</section>{{/RUNS}}
{{#ENDED}}<p class="notice">{{TEXT}} The page of <a href="/jobs?kind=rules_preview">jobs</a> says why; try the draft again for the rest.</p>{{/ENDED}}
{{#OVER}}<p class="notice bad">A pattern of rule {{TEXT}} was given up on after 100,000 steps in one text, where it counts as not found. Make it simpler before you save.</p>{{/OVER}}
{{#RULED}}<p class="notice">{{TEXT}}</p>{{/RULED}}
<div class="dimensions">
{{#DIMENSION}}<section class="band" aria-labelledby="d-{{KEY}}">
<div class="head"><h2 id="d-{{KEY}}">{{NAME}}</h2><span class="muted small">{{CHANGED}}</span>{{#ALL}}<a class="quiet" href="{{URL}}">all {{TEXT}}</a>{{/ALL}}</div>
{{#NONE}}<p class="empty-line">Nothing changes.</p>{{/NONE}}
{{#TABLE}}<div class="scroll" tabindex="0" role="region" aria-label="Table: {{NAME}}"><table class="table fit">
<caption class="vh">{{NAME}}: from, to, conversations</caption>
<thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col" class="num">Conversations</th></tr></thead>
<tbody>
{{#CELL}}<tr><th scope="row">{{FROM}}</th><td>{{TO}}</td><td class="num"><a href="{{URL}}">{{N}}<span class="vh"> from {{FROM}} to {{TO}}</span></a></td></tr>
{{/CELL}}
</tbody>
</table></div>{{/TABLE}}
</section>
{{/DIMENSION}}
</div>
{{#LIST}}<section class="band" id="list" aria-labelledby="list-h">
<div class="head"><h2 id="list-h">{{NAME}}</h2><a class="quiet" href="{{URL}}">back to the trial</a></div>
{{#NOBODY}}<p class="empty-line">No conversation.</p>{{/NOBODY}}
<div class="scroll" tabindex="0" role="region" aria-label="Table of conversations"><table class="table">
<caption class="vh">Conversations with both verdicts</caption>
<thead><tr><th scope="col">Conversation</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
<tbody>
{{#ROW}}<tr data-row><th scope="row"><a href="{{URL}}">{{SUBJECT}}</a><br><span class="muted small">#{{NUMBER}} {{SAID}}</span></th><td>{{BEFORE}}</td><td>{{AFTER}}</td></tr>
{{/ROW}}
</tbody>
</table></div>
{{#NEXT}}<p class="form-line"><a class="button" href="{{URL}}" rel="next">Next 100 →</a></p>{{/NEXT}}
</section>{{/LIST}}
{{>FOOTER}}
