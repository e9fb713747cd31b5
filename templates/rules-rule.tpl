{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<h1>{{TITLE_TEXT}}</h1>
{{>TABS}}
{{#FAULT}}<p class="notice bad" role="alert" id="fault">{{TEXT}}</p>{{/FAULT}}
<form class="sheet" method="post" action="/settings/rules/rule">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="was" value="{{WAS}}">
<fieldset{{#READ_ONLY}} disabled{{/READ_ONLY}}>
<legend>What it finds</legend>
<label class="field"><span>Id</span><input type="text" name="id" value="{{ID}}" maxlength="60" pattern="[a-z0-9_.\-]+" required autocapitalize="none" spellcheck="false"{{#BAD_ID}} aria-invalid="true" aria-describedby="bad-id"{{/BAD_ID}}><small class="muted">Small letters, digits and . _ -; by custom it begins with the category: payment.refund</small></label>
{{#BAD_ID}}<p class="bad" id="bad-id">{{TEXT}}</p>{{/BAD_ID}}
{{#AREA}}<label class="field"><span>{{NAME}}</span><textarea name="{{FIELD}}" rows="{{ROWS}}" maxlength="60000" spellcheck="false"{{#BAD}} aria-invalid="true" aria-describedby="bad-{{FIELD}}"{{/BAD}}>{{VALUE:p}}</textarea><small class="muted">{{HELP}}</small></label>
{{#BAD}}<p class="bad" id="bad-{{FIELD}}">{{TEXT}}</p>{{/BAD}}
{{/AREA}}
<fieldset class="choices"><legend>Single words after “no” or “never”</legend>
{{#OPTION}}<label><input type="radio" name="negatable" value="{{VALUE}}"{{#HERE}} checked{{/HERE}}> {{NAME}}</label>
{{/OPTION}}
</fieldset>
</fieldset>
<fieldset{{#READ_ONLY}} disabled{{/READ_ONLY}}>
<legend>What it does</legend>
<p class="muted small">Points for a category; from {{THRESHOLD}} points together a category applies. Less than nothing speaks against it.</p>
<div class="grid">
{{#POINTS}}<label class="field"><span>{{NAME}}</span><input type="number" name="{{FIELD}}" value="{{VALUE}}" min="-1000" max="1000" step="1" inputmode="numeric"></label>
{{/POINTS}}
</div>
{{#BAD_POINTS}}<p class="bad" id="bad-points">{{TEXT}}</p>{{/BAD_POINTS}}
<details{{#INTENTS_OPEN}} open{{/INTENTS_OPEN}}><summary>Points for intents</summary>
<div class="grid">
{{#INTENTS}}<label class="field"><span>{{NAME}}</span><input type="number" name="{{FIELD}}" value="{{VALUE}}" min="-1000" max="1000" step="1" inputmode="numeric"></label>
{{/INTENTS}}
</div>
</details>
{{#BAD_INTENTS}}<p class="bad" id="bad-intents">{{TEXT}}</p>{{/BAD_INTENTS}}
<details{{#ALSO_OPEN}} open{{/ALSO_OPEN}}><summary>Categories that apply as well, without points</summary>
<div class="grid">
{{#ALSO}}<label><input type="checkbox" name="{{FIELD}}" value="1"{{#ON}} checked{{/ON}}> {{NAME}}</label>
{{/ALSO}}
</div>
</details>
{{#BAD_ALSO}}<p class="bad">{{TEXT}}</p>{{/BAD_ALSO}}
<label class="field narrow"><span>Severity points</span><input type="number" name="severity" value="{{SEVERITY}}" min="-100" max="100" step="1" inputmode="numeric"><small class="muted">-100 to 100; from {{MEDIUM}} medium, {{HIGH}} high, {{CRITICAL}} critical</small></label>
{{#BAD_SEVERITY}}<p class="bad" id="bad-severity">{{TEXT}}</p>{{/BAD_SEVERITY}}
<p><label><input type="checkbox" name="aggravates" value="1"{{#AGGRAVATES}} checked{{/AGGRAVATES}}> Makes it worse: what may become critical does</label></p>
<p><label><input type="checkbox" name="delete_request" value="1"{{#DELETES}} checked{{/DELETES}}> Asks to delete an account or data</label></p>
</fieldset>
<fieldset{{#READ_ONLY}} disabled{{/READ_ONLY}}>
<legend>For people</legend>
<label class="field"><span>Note</span><textarea name="note" rows="2" maxlength="2000">{{NOTE:p}}</textarea></label>
</fieldset>
{{#EDIT}}<p class="form-line"><button class="button primary" name="action" value="save">Keep in my draft</button>{{#OLD}}<button class="button danger" name="action" value="delete" formnovalidate>Delete in my draft</button>{{/OLD}}<a href="/settings/rules">Cancel</a></p>{{/EDIT}}
{{#READ_ONLY}}<p class="muted">Administrators change rules.</p>{{/READ_ONLY}}
</form>
{{>FOOTER}}
