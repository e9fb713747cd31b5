{{%AUTOESCAPE context="HTML"}}
<p title="a {{X}}">{{X}} {{BODY:p}}</p>
<a href="{{X}}">whole</a>
<a href="/c/{{X:u}}?a={{Y:u}}{{#Q}}&amp;q={{Y:u}}{{/Q}}">part</a>
<script src="{{JS}}" defer></script>
