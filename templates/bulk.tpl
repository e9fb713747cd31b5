{{%AUTOESCAPE context="HTML"}}
<form id="bulk" class="bulk" method="post" action="/corrections" data-swap aria-label="Change the ticked conversations">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}">
{{#CHOICE}}<label>{{LABEL}}<select name="{{FIELD}}">{{#OPTION}}<option value="{{VALUE}}">{{NAME}}</option>{{/OPTION}}</select></label>
{{/CHOICE}}
<label class="grow">Why<input type="text" name="notes" maxlength="2000" autocomplete="off"></label>
<button class="button primary">Change ticked</button>
<button class="button" name="done" value="1">Done</button>
<button class="button" name="dismissed" value="1">Dismiss</button>
</form>
