{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="sign">
<h1>Your sign-in link</h1>
<p class="muted">It works once, for 15 minutes after it was made.</p>
<form method="post" action="/sign-in/link">
<input type="hidden" name="token" value="{{TOKEN}}">
<button class="button primary">Go on to Tidemark</button>
</form>
</div>
{{>FOOTER}}
