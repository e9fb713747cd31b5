{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}}</p>
</section>
{{>TABS}}
{{#PROGRESS}}<section class="band" aria-labelledby="progress-h">
<div class="head"><h2 id="progress-h">{{HEADING}}</h2><span class="muted small" data-live>{{TEXT}}</span><a class="quiet" href="/jobs">Jobs</a></div>
<svg class="progress wide" role="img" aria-label="{{SHARE}}" width="100%" height="6"><rect class="track" width="100%" height="6" rx="3"/><rect class="done" width="{{W}}%" height="6" rx="3"/></svg>
</section>{{/PROGRESS}}
<section class="band" aria-labelledby="categories-h">
<div class="head"><h2 id="categories-h">Categories</h2><span class="muted small">in order; of equals the first counts</span>{{#EDIT}}<a class="quiet" href="/settings/rules/category">Add a category</a>{{/EDIT}}</div>
<div class="scroll" tabindex="0" role="region" aria-label="Table of categories"><table class="table">
<caption class="vh">Categories in order</caption>
<thead><tr><th scope="col">Category</th><th scope="col" class="num">Rules</th><th scope="col" class="num">Conversations, 30 d</th><th scope="col">Severity</th><th scope="col">Usual intent</th><th scope="col">Comes before</th></tr></thead>
<tbody>
{{#CATEGORY}}<tr><th scope="row"><a href="{{URL}}">{{NAME}}</a></th><td class="num"><a href="{{RULES_URL}}">{{RULES}}<span class="vh"> rules of {{NAME}}</span></a></td><td class="num"><a href="{{LIST_URL}}">{{COUNT}}<span class="vh"> conversations of {{NAME}}</span></a></td><td>{{SEVERITY}}</td><td>{{INTENT}}</td><td>{{BEFORE}}</td></tr>
{{/CATEGORY}}
</tbody>
</table></div>
</section>
<section class="band" aria-labelledby="rules-h">
<div class="head"><h2 id="rules-h">Rules</h2><span class="muted small">{{FOUND}}</span>{{#EDIT}}<a class="quiet" href="/settings/rules/rule">Add a rule</a>{{/EDIT}}</div>
<form class="form-search" action="/settings/rules" method="get">
<label class="vh" for="rq">Words, ids and notes of rules</label><input id="rq" type="search" name="q" value="{{Q}}" placeholder="Words, ids, notes" maxlength="200"> <button class="button">Search</button>
</form>
{{#NONE}}<p class="empty-line">No rule has that in its words, patterns, id or note. <a href="/settings/rules">All rules</a></p>{{/NONE}}
{{#GROUP}}<details class="rule-group" id="{{ID}}"{{#OPEN}} open{{/OPEN}}>
<summary><b>{{NAME}}</b> <span class="muted">{{COUNT}}</span></summary>
<div class="scroll" tabindex="0" role="region" aria-label="{{NAME}}"><table class="table rules">
<caption class="vh">Rules for {{NAME}}</caption>
<thead class="vh"><tr><th scope="col">Rule</th><th scope="col">Finds</th><th scope="col">Does</th></tr></thead>
<tbody>
{{#RULE}}<tr data-row><th scope="row"><a href="{{URL}}">{{ID}}</a>{{#MARK}} <span class="tag">{{TEXT}}</span>{{/MARK}}</th><td>{{FINDS}}</td><td>{{EFFECT}}</td></tr>
{{/RULE}}
</tbody>
</table></div>
</details>
{{/GROUP}}
</section>
{{>FOOTER}}
