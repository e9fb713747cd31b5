{{%AUTOESCAPE context="HTML"}}
<div class="notice good changed" role="status"><p>{{TEXT}}</p><form method="post" action="/corrections/undo" data-swap>
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><input type="hidden" name="batch" value="{{BATCH}}">
<button class="button">Undo</button></form></div>
