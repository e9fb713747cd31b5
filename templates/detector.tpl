{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<p><a href="/settings">Settings</a></p>
<h1>{{SENTENCE}}</h1>
<p>{{MORE}}</p>
</div>
<section class="band" aria-labelledby="rule-h">
<div class="head"><h2 id="rule-h">The rule</h2><span class="muted small">of all series together: what is written about, in all, by category, and by platform, version and group within</span></div>
<p>In force: {{IN_FORCE}}.</p>
{{#FORM}}<form class="sheet wide" method="post" action="/detector/rehearse">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="fields columns">
<label>At most<select name="budget">{{#BUDGET}}{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}{{/BUDGET}}</select></label>
<label>At least so many reports<input type="number" name="least" min="3" max="100" required value="{{LEAST}}"></label>
<label>And so many times the usual<select name="ratio">{{#RATIO}}{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}{{/RATIO}}</select></label>
<label>Over after so many hours without a rise<input type="number" name="quiet_hours" min="1" max="72" required value="{{QUIET}}"></label>
<label>Rehearse on the last<select name="weeks">{{#WEEKS}}{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}{{/WEEKS}}</select></label>
{{#MAY_SAVE}}<label>Why, for the record<input type="text" name="note" maxlength="200" autocomplete="off"></label>{{/MAY_SAVE}}
</div>
<p class="form-line"><button class="button">Rehearse</button>{{#MAY_SAVE}}<button class="button primary" formaction="/detector/rule">Save</button>{{/MAY_SAVE}}</p>
<p class="muted small">A rehearsal raises nothing: it tells what the rule would have raised on what is stored. What is saved holds from the next look on, within a minute.</p>
</form>{{/FORM}}
</section>
{{#REHEARSAL}}<section class="band" id="rehearsal" aria-labelledby="rehearsal-h">
<div class="head"><h2 id="rehearsal-h">Rehearsal</h2><span class="muted small">{{RULE}} · {{BY}}</span></div>
{{#RUNS}}<svg class="progress wide" role="img" aria-label="{{TEXT}}" width="100%" height="6"><rect class="track" width="100%" height="6" rx="3"/><rect class="done" width="{{W}}%" height="6" rx="3"/></svg>
<p class="muted small" data-live>{{TEXT}}</p>{{/RUNS}}
{{#ENDED}}<p class="notice">{{TEXT}} The page of <a href="/jobs?kind=detector_rehearsal">jobs</a> says why.</p>{{/ENDED}}
{{#DONE}}<div class="head"><p><strong>{{SAYS}}</strong> <span class="muted">{{SPAN}}</span></p>{{#CSV}}<a class="quiet" href="{{URL}}">CSV<span class="vh"> of alarms</span></a>{{/CSV}}</div>
{{#QUIET}}<p class="empty-line">It would have raised nothing.</p>{{/QUIET}}
{{#ALARMS}}<div class="scroll" tabindex="0" role="region" aria-label="Table of alarms"><table class="table stacked alarms">
<caption class="vh">What it would have raised, newest first</caption>
<thead><tr><th scope="col">Alarm</th><th scope="col">By hour</th><th scope="col" class="num">Raised</th><th scope="col" class="num">Lasted</th></tr></thead>
<tbody>
{{#ALARM}}<tr data-row><th scope="row"><a href="{{URL}}">{{SUBJECT}}</a><br><span class="muted small">{{NUMBERS}}</span></th><td>{{>SPARK}}</td><td class="num"><time datetime="{{ISO}}">{{WHEN}}</time></td><td class="num" data-word="lasted">{{LASTED}}</td></tr>
{{/ALARM}}
</tbody>
</table></div>{{/ALARMS}}
{{#INCIDENTS}}<div class="head past"><h3>Past incidents of that time</h3></div>
<div class="scroll" tabindex="0" role="region" aria-label="Table of past incidents"><table class="table fit stacked">
<caption class="vh">Incidents of that time and whether the rule catches them</caption>
<thead><tr><th scope="col">Incident</th><th scope="col">Began</th><th scope="col">By this rule</th></tr></thead>
<tbody>
{{#INCIDENT}}<tr><th scope="row"><a href="/incidents/{{ID:u}}">{{TITLE}}</a></th><td data-word="began">{{WHEN}}</td><td>{{CAUGHT}}</td></tr>
{{/INCIDENT}}
</tbody>
</table></div>{{/INCIDENTS}}{{/DONE}}
</section>{{/REHEARSAL}}
<section class="band" aria-labelledby="versions-h">
<div class="head"><h2 id="versions-h">Versions of the rule</h2><span class="muted small">newest first; the first one counts</span></div>
<div class="scroll" tabindex="0" role="region" aria-label="Table of versions"><table class="table stacked">
<caption class="vh">Versions of the rule, newest first</caption>
<thead><tr><th scope="col" class="num">Version</th><th scope="col">Rule</th><th scope="col">Why</th><th scope="col">By</th><th scope="col" class="num">When</th></tr></thead>
<tbody>
{{#VERSION_ROW}}<tr><th scope="row" class="num" data-word="version">{{N}}</th><td class="wide">{{RULE}}</td><td>{{NOTE}}</td><td data-word="by">{{WHO}}</td><td class="num">{{WHEN}}</td></tr>
{{/VERSION_ROW}}
</tbody>
</table></div>
</section>
{{>FOOTER}}
