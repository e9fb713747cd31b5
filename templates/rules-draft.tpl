{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}}</p>
</section>
{{>TABS}}
{{#FAULT}}<p class="notice bad" role="alert" id="fault">{{TEXT}}</p>{{/FAULT}}
{{#HAVE}}<section class="band" aria-labelledby="changes-h">
<div class="head"><h2 id="changes-h">Changes</h2><span class="muted small">draft against the version in force</span><a class="quiet" href="/settings/rules/export?version=draft">Export</a></div>
{{>CHANGES}}
</section>{{/HAVE}}
<section class="band" aria-labelledby="test-h">
<div class="head"><h2 id="test-h">Try a text</h2><span class="muted small">nothing is stored</span></div>
<form class="sheet" method="post" action="/settings/rules/test#verdicts">
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="field"><span class="vh">Text</span><textarea name="text" rows="4" maxlength="20000" required placeholder="What a customer might write">{{TEXT:p}}</textarea></label>
<p class="form-line"><button class="button">Judge it</button></p>
</form>
{{#VERDICTS}}<div class="verdicts" id="verdicts">
{{#VERDICT}}<section aria-label="{{NAME}}">
<h3>{{NAME}}</h3>
<dl class="pairs">
<dt>Category</dt><dd>{{CATEGORY}}</dd>
<dt>Applies</dt><dd>{{APPLIES}}</dd>
<dt>Intent</dt><dd>{{INTENT}}</dd>
<dt>Severity</dt><dd><span class="sev sev-{{SEVERITY}}">{{SEVERITY}}</span> <span class="muted">score {{SCORE}}</span></dd>
</dl>
<ul class="reasons">
{{#REASON}}<li><span>{{RULE}}{{#QUOTE}} <q>{{TEXT}}</q>{{/QUOTE}}</span><span class="num muted">{{EFFECT}}</span></li>
{{/REASON}}
</ul>
{{#OVER}}<p class="bad">A pattern of rule {{TEXT}} was given up on after 100,000 steps: here it counts as not found.</p>{{/OVER}}
</section>
{{/VERDICT}}
</div>{{/VERDICTS}}
</section>
{{#HAVE}}<section class="band" aria-labelledby="try-h">
<div class="head"><h2 id="try-h">Try it on real conversations</h2><span class="muted small">the newest ones, judged by both; nothing about them changes</span></div>
<form class="form-line" method="post" action="/settings/rules/try">
<input type="hidden" name="csrf" value="{{CSRF}}">
<label>Newest <select name="conversations"><option value="200">200</option><option value="1000" selected>1,000</option><option value="5000">5,000</option></select> conversations</label>
<button class="button">Try</button>
</form>
{{#TRIALS}}<ul class="plain">
{{#TRIAL}}<li><a href="{{URL}}">{{TEXT}}</a> <span class="muted">{{WHEN}}</span></li>
{{/TRIAL}}
</ul>{{/TRIALS}}
</section>
<section class="band" aria-labelledby="save-h">
<div class="head"><h2 id="save-h">Put it in force</h2><span class="muted small">every conversation is judged anew</span></div>
<form class="sheet" method="post" action="/settings/rules/save">
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="field"><span>Why</span><input type="text" name="why" value="{{WHY}}" maxlength="400" required placeholder="What will be better"></label>
{{#BAD_WHY}}<p class="bad" id="bad-why">{{TEXT}}</p>{{/BAD_WHY}}
{{#OVER_IT}}<p><label><input type="checkbox" name="over" value="{{NOW}}"> Replace version {{NOW}} by {{WHO}}: what it changed is undone where my draft says otherwise</label></p>{{/OVER_IT}}
<p class="form-line"><button class="button primary">Save as a new version</button></p>
</form>
<form class="form-line" method="post" action="/settings/rules/discard">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="button danger">Discard my draft</button>
</form>
</section>{{/HAVE}}
{{#EDIT}}<script src="{{RULES_JS}}" defer></script>
<section class="band" aria-labelledby="start-h">
<div class="head"><h2 id="start-h">Start from</h2><span class="muted small">takes the place of your draft</span></div>
<form class="form-line" method="post" action="/settings/rules/start">
<input type="hidden" name="csrf" value="{{CSRF}}">
<label>Rules that come with Tidemark <select name="from">{{#BUILTIN}}<option value="{{NAME}}">{{NAME}}</option>{{/BUILTIN}}</select></label>
<button class="button">Use as my draft</button>
</form>
<form class="sheet" method="post" action="/settings/rules/import">
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="field"><span>A file, as JSON</span><textarea name="document" rows="4" maxlength="600000" spellcheck="false" required data-file-text>{{DOCUMENT:p}}</textarea></label>
<p class="form-line"><label class="needs-js">From a file <input type="file" accept=".json,application/json" data-file-into></label><button class="button">Import as my draft</button><a href="/settings/rules/export">Export the version in force</a></p>
</form>
</section>{{/EDIT}}
{{>FOOTER}}
