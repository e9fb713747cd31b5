{{%AUTOESCAPE context="HTML"}}
<form class="fields" method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<label>What came out<input type="text" name="label" value="{{LABEL}}" required maxlength="{{LABEL_MAX}}" placeholder="3.2 out" autocomplete="off"></label>
<label>When, times of {{ZONE}}<input type="datetime-local" name="at" value="{{AT}}" required></label>
<label>Platform, empty for all<input type="text" name="platform" value="{{PLATFORM}}" maxlength="32" list="platforms" autocomplete="off"></label>
<datalist id="platforms"><option value="android"></option><option value="ios"></option><option value="web"></option><option value="windows"></option><option value="mac"></option></datalist>
<label>Mailbox<select name="mailbox"><option value="0">all</option>{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select></label>
<button class="button primary">{{DO}}</button>
</form>
