{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<link rel="stylesheet" href="{{QUALITY_CSS}}">
<section class="lead">
<h1>A new version of the rubric</h1>
<p>Made from version {{FROM}}, which stays as it is. Saving changes no score: look at the difference next, then make it current.</p>
</section>
{{#FAULT}}<p class="notice bad" role="alert" id="fault">Not saved. {{TEXT}}</p>{{/FAULT}}
<form class="sheet rubric-form" method="post" action="/quality/rubric/new" data-rubric data-most="{{MOST}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="from" value="{{FROM}}">
<button class="vh" name="action" value="save" tabindex="-1" aria-hidden="true">Save</button>
<fieldset>
<legend>The rubric</legend>
<label class="field"><span>Name</span><input type="text" name="name" value="{{NAME}}" maxlength="{{NAME_MAX}}" autocomplete="off"></label>
<label class="field"><span>What changes, and why</span><input type="text" name="note" value="{{NOTE}}" maxlength="{{NOTE_MAX}}" autocomplete="off"></label>
</fieldset>
{{#ROW}}<fieldset class="dim" data-dim>
<legend>Dimension <span data-n>{{N}}</span></legend>
<div class="grid">
<label class="field wide"><span>Name</span><input type="text" name="name.{{N}}" value="{{NAME}}" maxlength="{{NAME_MAX}}" autocomplete="off"></label>
<label class="field wide"><span>Key</span><input type="text" name="key.{{N}}" value="{{KEY}}" maxlength="{{KEY_MAX}}" autocapitalize="none" autocomplete="off" spellcheck="false"></label>
<label class="field"><span>Weight</span><input type="text" name="weight.{{N}}" value="{{WEIGHT}}" inputmode="decimal" autocomplete="off" data-weight></label>
<label class="field"><span>Scores 0 to</span><input type="text" name="scale.{{N}}" value="{{SCALE}}" inputmode="numeric" autocomplete="off"></label>
</div>
<label class="field"><span>Guidance: what makes a score high or low</span><textarea name="guidance.{{N}}" rows="3" maxlength="{{GUIDANCE_MAX}}">{{GUIDANCE:p}}</textarea></label>
<p><label><input type="checkbox" name="may_na.{{N}}" value="1"{{#MAY_NA}} checked{{/MAY_NA}}> May not apply to a reply</label> <label><input type="checkbox" name="critical.{{N}}" value="1"{{#CRITICAL}} checked{{/CRITICAL}}> Critical: 0 here makes the whole reply 0</label></p>
<p class="form-line"><button class="button" name="action" value="up.{{N}}" data-act="up">Up<span class="vh">, dimension <span data-n>{{N}}</span></span></button><button class="button" name="action" value="down.{{N}}" data-act="down">Down<span class="vh">, dimension <span data-n>{{N}}</span></span></button><button class="button danger" name="action" value="remove.{{N}}" data-act="remove">Remove<span class="vh"> dimension <span data-n>{{N}}</span></span></button></p>
</fieldset>
{{/ROW}}
<p class="form-line"><button class="button" name="action" value="add" data-act="add">Add a dimension</button><span class="muted small">at most {{MOST}}</span></p>
<div class="save-line">
<button class="button primary" name="action" value="save">Save as a new version</button><a href="/quality/rubric">Cancel</a><p role="status" data-sum>{{SUM}}</p>
</div>
</form>
<script src="{{RUBRIC_JS}}" defer></script>
{{>FOOTER}}
