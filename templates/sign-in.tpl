{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="sign">
<h1>Sign in</h1>
<p class="muted">What customers write about, what is breaking, and for how many.</p>
{{#FAILED}}<p class="notice bad" role="alert" id="failed">Name or password is wrong. Ask an administrator for a one-time link if you cannot remember it.</p>{{/FAILED}}
<form method="post" action="/sign-in">
<input type="hidden" name="next" value="{{NEXT}}">
<label>Name<input type="text" name="name" value="{{NAME}}" autocomplete="username" autocapitalize="none" required{{#EMPTY_NAME}} autofocus{{/EMPTY_NAME}}></label>
<label>Password<input type="password" name="password" autocomplete="current-password" required></label>
<button class="button primary">Sign in</button>
</form>
</div>
{{>FOOTER}}
