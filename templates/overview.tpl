{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
{{>CHANGED}}
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p class="on-paper">{{EXACT}}</p>
<p>{{MORE}}{{#PROOF}} <a class="nowrap" href="{{URL}}">{{TEXT}} →</a>{{/PROOF}}{{#INCIDENT}} <a class="nowrap" href="{{URL}}">{{TEXT}} →</a>{{/INCIDENT}}{{#BY_RULES}} <span class="muted small">by the rules</span>{{/BY_RULES}}</p>
</section>
<div class="controls">
{{>CONTROLS}}
{{#TO_WALL}}<a class="quiet" href="{{URL}}">For a wall</a>{{/TO_WALL}}{{#LEAVE_WALL}}<a class="quiet leave-wall" href="{{URL}}">Leave the wall</a>{{/LEAVE_WALL}}
<p class="fresh"><span data-live aria-live="polite">{{FRESH}}</span>{{#NOTE}} · {{TEXT}}{{/NOTE}}</p>
</div>
{{#EMPTY}}<section class="state">
<h2>{{HEADING}}</h2>
<p>{{TEXT}}</p>
<p><a class="button" href="{{URL}}">{{STEP}}</a></p>
</section>
{{/EMPTY}}
{{#FULL}}
<ul class="tiles">
{{#TILE}}<li class="tile"><h2>{{NAME}}</h2>{{#LINK}}<a class="value" href="{{URL}}">{{VALUE}}</a>{{/LINK}}{{#PLAIN}}<span class="value">{{VALUE}}</span>{{/PLAIN}}<p class="sub">{{#CHANGE}}<b>{{TEXT}}</b> {{/CHANGE}}{{SUB}}{{#OF}}<a href="{{URL}}">{{TEXT}}</a>{{/OF}}</p>{{#OFFICE}}<p class="sub">{{TEXT}}</p>{{/OFFICE}}</li>
{{/TILE}}
</ul>
{{#SAID}}<section class="band" aria-labelledby="said-h">
<div class="head"><h2 id="said-h">The last hours in words</h2><span class="muted small">{{BY}}</span></div>
<ul class="reasons">
{{#CLAIM}}<li><span>{{TEXT}} <a class="nowrap" href="{{URL}}">{{COUNT}} →</a></span></li>
{{/CLAIM}}
</ul>
</section>
{{/SAID}}
<section class="band" aria-labelledby="trend-h">
<div class="head"><h2 id="trend-h">What people write about</h2><span class="muted small">{{TREND_SPAN}}</span><a class="quiet" href="{{TREND_CSV}}">CSV<span class="vh"> of what people write about</span></a></div>
{{>TREND}}
</section>
<div class="band two">
<section class="groups" aria-labelledby="groups-h">
<div class="head"><h2 id="groups-h">Groups that moved</h2><span class="muted small">conversations about the same issue</span><span class="right"><a class="quiet" href="{{GROUPS_URL}}">all groups</a> <a class="quiet" href="{{GROUPS_CSV}}">CSV<span class="vh"> of groups that moved</span></a></span></div>
{{#NO_GROUPS}}<p class="empty-line">No issue was written about twice in this range.</p>{{/NO_GROUPS}}
<table class="table">
<caption class="vh">Groups of conversations about the same issue, most changed first</caption>
<thead class="vh"><tr><th scope="col">Group</th><th scope="col">Conversations</th><th scope="col">Change</th><th scope="col">Course</th></tr></thead>
<tbody>
{{#GROUP}}<tr><th scope="row" class="name"><a href="{{URL}}">{{NAME}}</a></th><td class="num"><a href="{{LIST_URL}}">{{COUNT}}<span class="vh"> conversations</span></a></td><td class="num chg muted">{{CHANGE}}</td><td class="sp">{{>SPARK}}</td></tr>
{{/GROUP}}
</tbody>
</table>
</section>
<div class="quad">
{{>SEVERITY}}
{{>PLATFORM}}
{{>CATEGORY}}
{{>VERSION}}
</div>
</div>
<section class="band" aria-labelledby="now-h">
<div class="head"><h2 id="now-h">Needs a person now</h2><span class="muted small">{{NOW_SUB}}</span><a class="quiet" href="{{NOW_URL}}">all {{NOW_ALL}}</a></div>
{{#NOBODY_WAITS}}<p class="empty-line">Nobody who wrote about a high or critical problem in this range waits for a reply. <a href="{{URL}}">{{TEXT}}</a></p>{{/NOBODY_WAITS}}
<ol class="rows">
{{#ITEM}}{{>ROW}}
{{/ITEM}}
</ol>
</section>
{{/FULL}}
{{>FOOTER}}
