{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<h1>{{TITLE_TEXT}}</h1>
{{>TABS}}
{{#FAULT}}<p class="notice bad" role="alert" id="fault">{{TEXT}}</p>{{/FAULT}}
<form class="sheet" method="post" action="/settings/rules/category">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="was" value="{{WAS}}">
<fieldset{{#READ_ONLY}} disabled{{/READ_ONLY}}>
<legend>Name and place</legend>
{{#OTHER}}<p>Everything that no rule speaks for enough. It keeps its name and stands last.</p><input type="hidden" name="name" value="other">{{/OTHER}}
{{#NAMED}}<label class="field"><span>Name</span><input type="text" name="name" value="{{NAME}}" maxlength="60" pattern="[a-z0-9_.\-]+" required autocapitalize="none" spellcheck="false"><small class="muted">Small letters, digits and . _ -; rules that name it follow when you rename it</small></label>
<label class="field narrow"><span>Place</span><select name="place">{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select></label>{{/NAMED}}
</fieldset>
<fieldset{{#READ_ONLY}} disabled{{/READ_ONLY}}>
<legend>What follows from it</legend>
{{#MENU}}<label class="field narrow"><span>{{NAME}}</span><select name="{{FIELD}}">{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select><small class="muted">{{HELP}}</small></label>
{{/MENU}}
<p><label><input type="checkbox" name="aggravated" value="1"{{#AGGRAVATED}} checked{{/AGGRAVATED}}> Becomes critical when a rule makes it worse (urgent, many people, lawyers)</label></p>
</fieldset>
{{#NAMED}}<fieldset{{#READ_ONLY}} disabled{{/READ_ONLY}}>
<legend>Comes before, even with fewer points</legend>
<div class="grid">
{{#OUTRANKS}}<label><input type="checkbox" name="{{FIELD}}" value="1"{{#ON}} checked{{/ON}}> {{NAME}}</label>
{{/OUTRANKS}}
</div>
</fieldset>{{/NAMED}}
{{#EDIT}}<p class="form-line"><button class="button primary" name="action" value="save">Keep in my draft</button>{{#OLD}}<button class="button danger" name="action" value="delete" formnovalidate>Delete in my draft</button><span class="muted small">{{TEXT}}</span>{{/OLD}}<a href="/settings/rules">Cancel</a></p>{{/EDIT}}
{{#READ_ONLY}}<p class="muted">Administrators change rules.</p>{{/READ_ONLY}}
</form>
{{>FOOTER}}
