{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<link rel="stylesheet" href="{{QUALITY_CSS}}">
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p><a href="/quality">figures of quality</a> · <a href="/quality/disputes">disputes</a> · <a href="/quality/calibration">calibration</a> · <a href="/quality/report">engine and people</a></p>
{{#NEXT}}<p><a class="button primary" href="/quality/queue/next">Review next</a></p>{{/NEXT}}
</section>
{{#SESSION}}<p class="notice">Calibration <a href="{{URL}}">{{NAME}}</a> waits for you: {{OWED}} to judge.</p>
{{/SESSION}}
<ol class="rows">
{{>MINE}}
</ol>
{{#MORE_MINE}}<details class="more"><summary>{{N}} more</summary>
<ol class="rows">
{{>MINE}}
</ol></details>{{/MORE_MINE}}
<section class="band" aria-labelledby="disputes-h">
<div class="head"><h2 id="disputes-h">Open disputes</h2><a class="quiet" href="/quality/disputes">all disputes</a></div>
{{#NO_DISPUTE}}<p class="empty-line">None: no agent waits for an answer.</p>{{/NO_DISPUTE}}
<ol class="rows">
{{#DISPUTE}}<li class="todo" data-row><div><a class="subject" href="{{URL}}">{{TEXT}}</a><p class="facts"><span>{{AGENT}}</span></p></div><span class="muted small">{{WHEN}}</span></li>
{{/DISPUTE}}
</ol>
</section>
<section class="band" aria-labelledby="worth-h">
<div class="head"><h2 id="worth-h">Worth a look</h2><span class="muted small">replies of the last {{DAYS}} days, gravest first</span></div>
{{#NONE_WORTH}}<p class="empty-line">None: no reply stands out that nobody has reviewed.</p>{{/NONE_WORTH}}
<ol class="rows">
{{>WORTH}}
</ol>
{{#MORE_WORTH}}<details class="more"><summary>{{N}} more</summary>
<ol class="rows">
{{>WORTH}}
</ol></details>{{/MORE_WORTH}}
</section>
{{#CYCLE}}<section class="band cycle" aria-labelledby="cycle-{{ID}}">
<div class="head"><h2 id="cycle-{{ID}}">{{NAME}}: {{SAYS}}</h2><span class="muted small">{{ABOUT}}</span><a class="quiet" href="/quality/cycles/{{ID:u}}">what is assigned<span class="vh"> in {{NAME}}</span></a></div>
<div class="scroll" tabindex="0" role="region" aria-label="Coverage of {{NAME}}"><table class="table stacked cover">
<caption class="vh">How far the cycle is, by agent</caption>
<thead><tr><th scope="col">Agent</th><th scope="col" class="num">Replies</th><th scope="col" class="num">Reviewed</th><th scope="col">Of the goal</th><th scope="col" class="num">To do</th><th scope="col" class="num">Skipped</th><th scope="col">Missing</th></tr></thead>
<tbody>
{{>COVER}}
</tbody>
</table></div>
<div class="group-forms">
<form method="post" action="/quality/cycles/{{ID:u}}/fill"><input type="hidden" name="csrf" value="{{CSRF}}">
<label>Reviewers, with commas between<input type="text" name="reviewers" value="{{ME}}" maxlength="1000" autocomplete="off"></label>
<button class="button">Assign what is missing</button></form>
<form method="post" action="/quality/cycles/{{ID:u}}/close"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="button">End this cycle</button></form>
</div>
</section>
{{/CYCLE}}
<section class="band" aria-labelledby="new-h">
<div class="head"><h2 id="new-h">New cycle</h2><span class="muted small">so many reviews of each agent’s replies</span></div>
<form class="fields columns" method="post" action="/quality/cycles"><input type="hidden" name="csrf" value="{{CSRF}}">
<label>Name<input type="text" name="name" maxlength="80" required autocomplete="off"></label>
<label>Replies from<input type="date" name="begins" value="{{BEGINS}}" required></label>
<label>To<input type="date" name="ends" value="{{ENDS}}" required></label>
<label>Reviews for each agent<input type="number" name="goal" value="5" min="1" max="1000" required></label>
<label>Mailbox<select name="mbox"><option value="0">all</option>{{#MAILBOX}}{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}{{/MAILBOX}}</select></label>
<label>Category<select name="category"><option value="">all</option>{{#CATEGORY}}{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}{{/CATEGORY}}</select></label>
<label>Rating<select name="rating"><option value="">any or none</option><option value="great">great</option><option value="okay">okay</option><option value="not_good">not good</option></select></label>
<label>Which<select name="pick"><option value="chance">by chance, as all are</option><option value="spotlight">worth a look first</option></select></label>
<label class="tick"><input type="checkbox" name="blind" value="1" checked>Keep the engine’s score from reviewers</label>
<button class="button primary">Begin</button>
</form>
</section>
{{>FOOTER}}
