{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<link rel="stylesheet" href="{{QUALITY_CSS}}">
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}}{{#DIFF}} · <a href="{{URL}}">{{TEXT}}</a>{{/DIFF}} · <a href="{{SCORES_URL}}">the scores under it</a> · <a href="/quality/rubric">all versions</a></p>
</section>
{{#RUNS}}<section class="band" aria-label="Progress">
<svg class="progress wide" role="img" aria-label="{{TEXT}}" width="100%" height="6"><rect class="track" width="100%" height="6" rx="3"/><rect class="done" width="{{W}}%" height="6" rx="3"/></svg>
<p class="muted small"><span data-live>{{TEXT}}</span> · <a href="/jobs?kind=rescore">the job</a></p>
</section>{{/RUNS}}
{{#DIFFERENCE}}<section class="band" aria-labelledby="diff-h">
<div class="head"><h2 id="diff-h">Scores under version {{OTHER}} and under version {{THIS}}</h2><span class="muted small">judged by the local heuristic, out of 10</span></div>
{{#NONE}}<p class="empty-line">No reply has a score under both yet. Judge stored replies below to see what changes.</p>{{/NONE}}
{{#SOME}}<p><strong>{{SAYS}}</strong>{{#NEWEST}} <span class="muted">Of {{TEXT}}.</span>{{/NEWEST}}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Table of dimensions"><table class="table shifts">
<caption class="vh">Mean scores under both versions, by dimension</caption>
<thead><tr><th scope="col">Score</th><th scope="col" class="num">Version {{OTHER}}</th><th scope="col" class="num">Version {{THIS}}</th><th scope="col" class="num">Difference</th><th scope="col" class="num">Replies</th><th scope="col" class="num">Up by &gt; 1</th><th scope="col" class="num">Down by &gt; 1</th></tr></thead>
<tbody>
{{#SHIFT_ROW}}<tr><th scope="row">{{NAME}}{{#ALONE}}<br><span class="muted small">{{TEXT}}</span>{{/ALONE}}</th><td class="num">{{BEFORE}}</td><td class="num">{{AFTER}}</td><td class="num">{{SHIFT}}</td><td class="num">{{#ALL}}{{#LINK}}<a href="{{URL}}">{{N}}<span class="vh"> replies compared by {{NAME}}</span></a>{{/LINK}}{{#PLAIN}}{{N}}{{/PLAIN}}{{/ALL}}</td><td class="num">{{#UP}}{{#LINK}}<a href="{{URL}}">{{N}}<span class="vh"> replies up by more than 1 in {{NAME}}</span></a>{{/LINK}}{{#PLAIN}}{{N}}{{/PLAIN}}{{/UP}}</td><td class="num">{{#DOWN}}{{#LINK}}<a href="{{URL}}">{{N}}<span class="vh"> replies down by more than 1 in {{NAME}}</span></a>{{/LINK}}{{#PLAIN}}{{N}}{{/PLAIN}}{{/DOWN}}</td></tr>
{{/SHIFT_ROW}}
</tbody>
</table></div>
<h3 class="next">Agents whose mean moves most</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Table of agents"><table class="table shifts">
<caption class="vh">Agents whose mean total differs most</caption>
<thead><tr><th scope="col">Agent</th><th scope="col" class="num">Version {{OTHER}}</th><th scope="col" class="num">Version {{THIS}}</th><th scope="col" class="num">Difference</th><th scope="col" class="num">Replies</th><th scope="col" class="num">Up by &gt; 1</th><th scope="col" class="num">Down by &gt; 1</th></tr></thead>
<tbody>
{{#AGENT}}<tr><th scope="row">{{NAME}}</th><td class="num">{{BEFORE}}</td><td class="num">{{AFTER}}</td><td class="num">{{SHIFT}}</td><td class="num">{{#ALL}}{{#LINK}}<a href="{{URL}}">{{N}}<span class="vh"> replies of {{NAME}}</span></a>{{/LINK}}{{#PLAIN}}{{N}}{{/PLAIN}}{{/ALL}}</td><td class="num">{{#UP}}{{#LINK}}<a href="{{URL}}">{{N}}<span class="vh"> replies of {{NAME}} up by more than 1</span></a>{{/LINK}}{{#PLAIN}}{{N}}{{/PLAIN}}{{/UP}}</td><td class="num">{{#DOWN}}{{#LINK}}<a href="{{URL}}">{{N}}<span class="vh"> replies of {{NAME}} down by more than 1</span></a>{{/LINK}}{{#PLAIN}}{{N}}{{/PLAIN}}{{/DOWN}}</td></tr>
{{/AGENT}}
</tbody>
</table></div>{{/SOME}}
</section>{{/DIFFERENCE}}
{{#LIST}}<section class="band" id="replies" aria-labelledby="list-h">
<div class="head"><h2 id="list-h">{{NAME}}</h2><span class="muted small">{{COUNT}}, what moved most first</span><a class="quiet" href="{{URL}}">close the list</a></div>
{{#NOBODY}}<p class="empty-line">No reply.</p>{{/NOBODY}}
<ol class="rows">
{{#REPLY}}<li class="reply shift" data-row><span class="score">{{BEFORE}} → {{AFTER}}</span><div><a class="subject" href="{{URL}}">{{SUBJECT}}</a><p class="said">{{SAID}}</p></div><span class="muted small">{{AGENT}} · <time datetime="{{ISO}}">{{WHEN}}</time></span></li>
{{/REPLY}}
</ol>
{{#NEXT}}<p class="form-line"><a class="button" href="{{URL}}" rel="next">Next 50 →</a></p>{{/NEXT}}
</section>{{/LIST}}
{{#RESCORE}}<section class="band" aria-labelledby="rescore-h">
<div class="head"><h2 id="rescore-h">Judge stored replies by this version</h2></div>
<form class="rescore" method="post" action="{{URL}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="form-line"><label>The newest <input type="number" name="most" value="1000" min="1" max="1000000" size="8"> replies</label> <label class="vh" for="span">Which replies</label><select id="span" name="span">{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select> <button class="button">Judge them</button></p>
<p class="muted small">By the local heuristic, as a job. No number of the dashboard changes; leave the count empty for all of them.</p>
</form>
</section>{{/RESCORE}}
{{#OFFER}}<section class="band" aria-labelledby="offer-h">
<div class="head"><h2 id="offer-h">Stored replies and the model</h2></div>
<p>{{TEXT}}</p>
<form method="post" action="/settings/quality/backlog">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="days" value="{{DAYS}}">
<p class="form-line"><button class="button">Let the model score them</button></p>
<p class="muted small">New replies go first. Nothing is asked about these until somebody says so here or under <a href="/settings/quality#backlog">Settings</a>, where other spans can be chosen.</p>
</form>
</section>{{/OFFER}}
{{#LAST}}<p class="muted small">{{TEXT}}</p>{{/LAST}}
{{#ACTIVATE}}<section class="band" aria-labelledby="activate-h">
<div class="head"><h2 id="activate-h">Make version {{THIS}} the current one</h2></div>
{{#UNSEEN}}<p class="notice">Nobody has looked at what it changes: no reply is judged by both versions.</p>{{/UNSEEN}}
<form method="post" action="{{URL}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="over" value="{{OVER}}">
<p class="form-line"><button class="button primary">Make it current</button><span class="muted small">Takes the place of version {{OVER}}: new replies are judged by it, pages show its scores, and what is not judged by it yet is queued. Scores under other versions stay.</span></p>
{{#MODEL}}<p class="muted small">{{TEXT}}</p>{{/MODEL}}
</form>
</section>{{/ACTIVATE}}
<section class="band" aria-labelledby="dim-h">
<div class="head"><h2 id="dim-h">Dimensions</h2><span class="muted small">a score is the weighted mean of those that apply, out of 10</span>{{#EDIT}}<a class="quiet" href="/quality/rubric/new?from={{FROM:u}}">edit as a new version</a>{{/EDIT}}</div>
{{>RUBRIC}}
</section>
{{>FOOTER}}
