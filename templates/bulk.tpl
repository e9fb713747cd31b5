{{%AUTOESCAPE context="HTML"}}
<label class="tick-all needs-js"><input type="checkbox" data-tick-all> Tick all shown</label>
<form id="bulk" class="bulk" method="post" action="/corrections" data-swap aria-label="Change the ticked conversations">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}">
{{#ALL}}<label class="all"><input type="checkbox" name="matching" value="{{MATCHING}}"> All <b>{{COUNT}}</b> that match these filters</label><input type="hidden" name="expect" value="{{EXPECT}}">
{{/ALL}}{{#TOO_MANY}}<p class="all">{{COUNT}} conversations match these filters; at most {{MOST}} can be changed at once: narrow the filters to change all.</p>
{{/TOO_MANY}}{{#CHOICE}}<label>{{LABEL}}<select name="{{FIELD}}">{{#OPTION}}<option value="{{VALUE}}">{{NAME}}</option>{{/OPTION}}</select></label>
{{/CHOICE}}
<label class="grow">Why<input type="text" name="notes" maxlength="2000" autocomplete="off"></label>
<button class="button primary">Change</button>
<button class="button" name="done" value="1">Done</button>
<button class="button" name="dismissed" value="1">Dismiss</button>
</form>
