{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<h1>Move to another group</h1>
<p><a href="{{URL}}">{{SUBJECT}}</a> #{{NUMBER}}{{#HERE}}, now in <a href="{{URL}}">{{TEXT}}</a>{{/HERE}}{{#WHY}}: {{TEXT}}{{/WHY}}</p>
</div>
<div class="group-forms">
<form method="post" action="/conversations/{{ID:u}}/group"><h2>Into a group that there is</h2>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label>Number of the group<input type="text" name="to" required inputmode="numeric" pattern="[0-9]+" list="others" autocomplete="off"></label>
<datalist id="others">{{#OTHER}}<option value="{{ID}}">{{NAME}}, {{COUNT}} conversations</option>
{{/OTHER}}</datalist>
<label>Reason<input type="text" name="reason" required maxlength="500"></label>
<button class="button primary">Move</button></form>
<form method="post" action="/conversations/{{ID:u}}/group"><h2>Out, into one of its own</h2>
<p class="muted small">Only this conversation; others with the same text stay.</p>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label>Reason<input type="text" name="reason" required maxlength="500"></label>
<button class="button">Take out</button></form>
</div>
{{>FOOTER}}
