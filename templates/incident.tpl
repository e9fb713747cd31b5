{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="incident-head">
<div class="lead">
<h1>{{SENTENCE}}</h1>
<p class="facts"><span class="sev sev-{{SEVERITY}}">{{SEVERITY}}</span><span>Incident {{ID}}</span><span data-state><b>{{STATE}}</b></span><span>owner {{OWNER}}</span><a href="{{LIST_URL}}">{{COUNT}}</a><a href="{{CUSTOMERS_URL}}">{{CUSTOMERS}}</a><span>raised <time datetime="{{ISO}}">{{RAISED}}</time></span><span>last rose {{LAST}}</span></p>
{{#MERGED}}<p class="notice">This incident was merged into <a href="{{URL}}">{{TEXT}}</a>; what rises of its category belongs to that one.</p>{{/MERGED}}
</div>
{{#ACTIONS}}<div class="actions" role="group" aria-label="Actions">
{{#ACKNOWLEDGE}}<form method="post" action="/incidents/{{ID:u}}/acknowledge"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="button primary">Acknowledge</button></form>{{/ACKNOWLEDGE}}
{{#UNMUTE}}<form method="post" action="/incidents/{{ID:u}}/unmute"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="button">End mute</button></form>{{/UNMUTE}}
{{#MUTE}}<details class="menu"><summary class="button">Mute</summary><div class="pop"><form method="post" action="/incidents/{{ID:u}}/mute"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="pair"><button class="button" name="for" value="1h">1 hour</button><button class="button" name="for" value="24h">24 hours</button></div>
<button class="button" name="for" value="worse">Until it gets worse</button>
</form><form method="post" action="/incidents/{{ID:u}}/mute"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="for" value="time">
<label>Until<input type="datetime-local" name="until" value="{{UNTIL}}" required></label>
<button class="button">Mute until then</button>
</form></div></details>{{/MUTE}}
{{#RESOLVE}}<details class="menu"><summary class="button">Resolve</summary><div class="pop"><form method="post" action="/incidents/{{ID:u}}/resolve"><input type="hidden" name="csrf" value="{{CSRF}}">
<label>Fixed in version, if any<input type="text" name="fixed_in" maxlength="40" autocomplete="off" placeholder="{{HINT}}"></label>
<label>Note<input type="text" name="note" maxlength="2000" autocomplete="off"></label>
<button class="button primary">Resolve</button>
</form></div></details>{{/RESOLVE}}
{{#REOPEN}}<form method="post" action="/incidents/{{ID:u}}/reopen"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="button">Reopen</button></form>
{{/REOPEN}}
</div>{{/ACTIONS}}
</div>
<section class="band" aria-labelledby="course-h">
<div class="head"><h2 id="course-h">Course</h2><span class="muted small">conversations per hour, from a day before{{#NOT_LEARNED}}; what is usual is not learned yet{{/NOT_LEARNED}}</span><a class="quiet" href="{{COURSE_CSV}}">CSV<span class="vh"> of the course</span></a></div>
{{>CHART}}
</section>
<div class="trio">
{{>SEVERITIES}}
{{>PLATFORMS}}
{{>VERSIONS}}
</div>
<section class="band groups" aria-labelledby="groups-h">
<div class="head"><h2 id="groups-h">Groups</h2><span class="muted small">conversations about the same issue</span></div>
{{#NO_GROUP}}<p class="empty-line">No two of its conversations are about the same issue.</p>{{/NO_GROUP}}
{{#GROUPS}}<table class="table stacked">
<caption class="vh">Groups of the conversations of this incident, largest first</caption>
<thead><tr><th scope="col">Group</th><th scope="col" class="num">Conversations</th><th scope="col" class="num">Customers</th></tr></thead>
<tbody>
{{#GROUP}}<tr><th scope="row" class="name"><a href="{{URL}}">{{NAME}}</a></th><td class="num"><a href="{{LIST_URL}}">{{COUNT}}<span class="vh narrow-word"> {{REPORTS}}</span></a></td><td class="num"><a href="{{CUSTOMERS_URL}}">{{CUSTOMERS}}<span class="vh narrow-word"> {{PEOPLE}}</span></a></td></tr>
{{/GROUP}}
</tbody>
</table>{{/GROUPS}}
</section>
<section class="band" aria-labelledby="examples-h">
<div class="head"><h2 id="examples-h">Examples</h2><span class="muted small">most severe first</span><a class="quiet" href="{{LIST_URL}}">all {{COUNT}}</a></div>
{{#NO_EXAMPLE}}<p class="empty-line">No conversation is counted here. The reports that raised it were changed, merged or deleted since.</p>{{/NO_EXAMPLE}}
<ol class="rows">
{{#ITEM}}{{>ROW}}
{{/ITEM}}
</ol>
</section>
<div class="band two">
<section aria-labelledby="events-h">
<div class="head"><h2 id="events-h">What happened</h2><span class="muted small">newest first</span></div>
<ol class="edits">
{{#EVENT}}<li><span><b>{{WHO}}</b> {{WHAT}}{{#NOTE}}: <q>{{TEXT}}</q>{{/NOTE}}{{#THEN}} <span class="muted small">{{TEXT}}</span>{{/THEN}}</span><time class="muted small" datetime="{{ISO}}">{{WHEN}}</time></li>
{{/EVENT}}
</ol>
</section>
<section aria-labelledby="similar-h">
<div class="head"><h2 id="similar-h">Similar incidents</h2><span class="muted small">of the same category, or with a group in common</span></div>
{{#NONE_SIMILAR}}<p class="empty-line">None: this is the first of its kind.</p>{{/NONE_SIMILAR}}
<ul class="edits">
{{#SIMILAR}}<li><span><a href="{{URL}}">{{NAME}}</a> <span class="muted small">{{STATE}}; {{WHY}}</span></span><time class="muted small" datetime="{{ISO}}">{{WHEN}}</time></li>
{{/SIMILAR}}
</ul>
</section>
</div>
{{#MAY}}<section class="band" aria-labelledby="edit-h">
<div class="head"><h2 id="edit-h">Work on it</h2></div>
<div class="group-forms">
{{#OWN}}<div><h3>Owner</h3>
<form method="post" action="/incidents/{{ID:u}}/owner"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="owner" value="{{ME}}"><button class="button">Take it</button></form>
<form method="post" action="/incidents/{{ID:u}}/owner"><input type="hidden" name="csrf" value="{{CSRF}}">
<label>Owner, or nobody<input type="text" name="owner" value="{{NOW}}" maxlength="80" list="people" autocomplete="off"></label>
<datalist id="people">{{#OPTION}}<option value="{{VALUE}}">{{NAME}}</option>{{/OPTION}}</datalist>
<button class="button">Set owner</button></form></div>{{/OWN}}
{{#NOTING}}<form method="post" action="/incidents/{{ID:u}}/notes"><h3>Note</h3>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label>What others should know<input type="text" name="note" required maxlength="2000" autocomplete="off"></label>
<button class="button">Add note</button></form>{{/NOTING}}
{{#MERGE}}<form method="post" action="/incidents/{{ID:u}}/merge"><h3>Merge into another</h3>
<p class="muted small">This one ends; what rises of its category belongs to the other from then on.</p>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label>Incident<select name="into">{{#OPTION}}<option value="{{VALUE}}">{{NAME}}</option>{{/OPTION}}</select></label>
<button class="button">Merge</button></form>{{/MERGE}}
{{#NONE_TO_MERGE}}<div><h3>Merge into another</h3><p class="muted small">No other incident is open.</p></div>{{/NONE_TO_MERGE}}
</div>
</section>{{/MAY}}
{{>FOOTER}}
