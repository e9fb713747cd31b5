{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<h1>{{SENTENCE}}</h1>
<p>Conversations came, went or were changed since the list was made. Nothing was changed yet.</p>
</div>
{{#FORM}}<form class="again" method="post" action="/corrections" data-swap>
{{#KEEP}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/KEEP}}
<button class="button primary" name="expect" value="{{EXPECT}}">Change all {{COUNT}}</button>
</form>{{/FORM}}
<p><a href="{{BACK}}">Back to the list, as it is now</a></p>
{{>FOOTER}}
