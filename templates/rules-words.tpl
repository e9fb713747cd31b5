{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<h1>Words and policy</h1>
{{>TABS}}
{{#FAULT}}<p class="notice bad" role="alert" id="fault">{{TEXT}}</p>{{/FAULT}}
<form class="sheet" method="post" action="/settings/rules/words" id="general">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="part" value="general">
<fieldset{{#READ_ONLY}} disabled{{/READ_ONLY}}>
<legend>Name and severity</legend>
<label class="field"><span>Name of the ruleset</span><input type="text" name="name" value="{{NAME}}" maxlength="60" pattern="[a-z0-9_.\-]+" required autocapitalize="none" spellcheck="false"></label>
<div class="grid">
{{#NUMBER}}<label class="field"><span>{{NAME}}</span><input type="number" name="{{FIELD}}" value="{{VALUE}}" min="0" max="1000" step="1" inputmode="numeric"></label>
{{/NUMBER}}
</div>
{{#BAD_GENERAL}}<p class="bad">{{TEXT}}</p>{{/BAD_GENERAL}}
{{#EDIT}}<p class="form-line"><button class="button">Keep in my draft</button></p>{{/EDIT}}
</fieldset>
</form>
{{#PART}}<form class="sheet" method="post" action="/settings/rules/words" id="{{ID}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="part" value="{{KIND}}">
<fieldset{{#READ_ONLY}} disabled{{/READ_ONLY}}>
<legend>{{NAME}}</legend>
{{#FIXED}}<input type="hidden" name="name" value="{{VALUE}}">{{/FIXED}}{{#FREE}}<label class="field"><span>Name</span><input type="text" name="name" value="{{VALUE}}" maxlength="60" pattern="[a-z0-9_.\-]+" autocapitalize="none" spellcheck="false"></label>{{/FREE}}
<label class="field"><span class="vh">{{NAME}}, one a line</span><textarea name="lines" rows="{{ROWS}}" maxlength="60000" spellcheck="false"{{#BAD}} aria-invalid="true" aria-describedby="bad-{{ID}}"{{/BAD}}>{{VALUE:p}}</textarea><small class="muted">{{HELP}}</small></label>
{{#BAD}}<p class="bad" id="bad-{{ID}}">{{TEXT}}</p>{{/BAD}}
{{#EDIT}}<p class="form-line"><button class="button">Keep in my draft</button></p>{{/EDIT}}
</fieldset>
</form>
{{/PART}}
{{#READ_ONLY}}<p class="muted">Administrators change rules.</p>{{/READ_ONLY}}
{{>FOOTER}}
