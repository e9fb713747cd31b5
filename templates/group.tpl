{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<h1>{{NAME}}</h1>
<p><a href="{{LIST_URL}}">{{SIZE}}</a> from <a href="{{CUSTOMERS_URL}}">{{CUSTOMERS}}</a> in {{SPAN}}; <a href="{{EVER_URL}}">{{EVER}}</a> in all, {{TEXTS}}, from {{FIRST}} to {{LAST}}</p>
</div>
{{#MERGED}}<p class="notice">{{TEXT}}</p>{{/MERGED}}
<div class="controls">
{{>CONTROLS}}
</div>
<section class="band" aria-labelledby="size-h">
<div class="head"><h2 id="size-h">Size over time</h2><span class="muted small">{{SIZE_SPAN}}</span><a class="quiet" href="{{SIZE_CSV}}">CSV<span class="vh"> of the size over time</span></a></div>
{{>CHART}}
</section>
<div class="quad group-quad">
{{>SEVERITIES}}
{{>PLATFORMS}}
{{>VERSIONS}}
{{>MAILBOXES}}
</div>
<section class="band" aria-labelledby="members-h">
<div class="head"><h2 id="members-h">Members, and why they are here</h2><span class="muted small">newest first, in this range</span></div>
{{#NO_MEMBERS}}<p class="empty-line">No member in this range.</p>{{/NO_MEMBERS}}
{{#SPLIT}}<form id="split" method="post" action="/groups/{{ID:u}}/split"><input type="hidden" name="csrf" value="{{CSRF}}"></form>{{/SPLIT}}
<div class="scroll" tabindex="0" role="region" aria-label="Table of members"><table class="table stacked members">
<caption class="vh">Members of the group and why they are here</caption>
<thead><tr>{{#SPLIT}}<th scope="col"><span class="vh">Chosen</span></th>{{/SPLIT}}<th scope="col">Conversation</th><th scope="col">Why it is here</th><th scope="col">Severity</th><th scope="col">Created</th></tr></thead>
<tbody>
{{#MEMBER}}<tr data-row>{{#PICK}}<td class="choose"><label class="pick"><input type="checkbox" name="conversations" value="{{ID}}" form="split"><span class="vh">Choose conversation {{NUMBER}}</span></label></td>{{/PICK}}<th scope="row"><a href="{{URL}}">{{SUBJECT}}</a> <span class="muted small">#{{NUMBER}}</span>{{#SAID}}<br><span class="muted small">{{TEXT}}</span>{{/SAID}}</th><td class="wide">{{WHY}}{{#MOVE}} <a class="quiet small" href="{{URL}}">Move<span class="vh"> conversation {{NUMBER}}</span></a>{{/MOVE}}</td><td><span class="sev sev-{{SEVERITY}}">{{SEVERITY}}</span></td><td><time datetime="{{ISO}}">{{WHEN}}</time></td></tr>
{{/MEMBER}}
</tbody>
</table></div>
<nav class="pages" aria-label="Pages">
<span>{{#TO_FIRST}}<a class="button" href="{{URL}}">← First page</a>{{/TO_FIRST}}</span>
<span>{{#NEXT}}<a class="button" href="{{URL}}" rel="next">Next 50 →</a>{{/NEXT}}</span>
</nav>
</section>
{{#RELATED}}<section class="band" aria-labelledby="related-h">
<div class="head"><h2 id="related-h">Groups that read alike</h2><span class="muted small">counted apart; merge what is one issue</span></div>
<ul class="plain">
{{#GROUP}}<li><a href="{{URL}}">{{NAME}}</a> <span class="muted small">group {{ID}}, {{COUNT}}</span></li>
{{/GROUP}}
</ul>
</section>{{/RELATED}}
{{#MAY}}<section class="band" aria-labelledby="edit-h">
<div class="head"><h2 id="edit-h">Correct this group</h2><span class="muted small">what people decide stays, also when everything is grouped again</span></div>
<div class="group-forms">
<div><h3>Split off the chosen ones</h3>
<p class="muted small">With all that have the same text.</p>
<label>Title<input form="split" type="text" name="title" maxlength="160" placeholder="what the first of them said"></label>
<label>Reason<input form="split" type="text" name="reason" required maxlength="500"></label>
<button form="split" class="button">Split off</button></div>
<form method="post" action="/groups/{{ID:u}}/merge"><h3>Merge into another group</h3>
<p class="muted small">Later conversations follow.</p>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label>Number of the group<input type="text" name="into" required inputmode="numeric" pattern="[0-9]+" list="others" autocomplete="off"></label>
<datalist id="others">{{#OTHER}}<option value="{{ID}}">{{NAME}}, {{COUNT}} conversations</option>
{{/OTHER}}</datalist>
<label>Reason<input type="text" name="reason" required maxlength="500"></label>
<button class="button">Merge</button></form>
<form method="post" action="/groups/{{ID:u}}/rename"><h3>Rename</h3>
<p class="muted small">The number stays.</p>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label>Title<input type="text" name="title" required maxlength="160" value="{{NAME}}"></label>
<label>Reason<input type="text" name="reason" required maxlength="500"></label>
<button class="button">Rename</button></form>
</div>
</section>{{/MAY}}
<section class="band" aria-labelledby="edits-h">
<div class="head"><h2 id="edits-h">What was changed</h2></div>
{{#NO_EDITS}}<p class="empty-line">Nothing yet: the words of its texts made this group.</p>{{/NO_EDITS}}
<ol class="edits">
{{#EDIT}}<li><span>{{WHO}} {{WHAT}}: {{REASON}} <span class="muted small">{{WHEN}}{{#UNDONE}}, {{TEXT}}{{/UNDONE}}</span></span>{{#UNDO}}<form method="post" action="/groups/edits/{{ID:u}}/undo"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="button">Undo<span class="vh">: {{WHAT}}</span></button></form>{{/UNDO}}</li>
{{/EDIT}}
</ol>
</section>
{{>FOOTER}}
