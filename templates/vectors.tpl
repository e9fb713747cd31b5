{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<p><a href="/settings">Settings</a></p>
<h1>{{SENTENCE}}</h1>
<p>The local model learns from the account’s own text, here and at no cost. A service’s vectors, where one is set up, serve similar conversations; what people type is never sent.</p>
</div>
<div class="stack">
{{#MODEL}}<section>
<h2>{{NAME}}</h2>
{{#PROBLEM}}<p role="status">{{TEXT}}</p>
{{/PROBLEM}}
<table class="table">
<caption class="vh">{{NAME}}</caption>
<tbody>
{{#FACT}}<tr><th scope="row">{{NAME}}</th><td>{{TEXT}}</td></tr>
{{/FACT}}
</tbody>
</table>
</section>
{{/MODEL}}
{{#RENEW}}<section>
<h2>The index</h2>
<p>It is renewed by itself. Now: all that is new becomes vectors, and the file is made anew; <a href="/jobs">Jobs</a> say how far that is.</p>
<form method="post" action="/settings/vectors/renew">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="button">Renew it now</button>
</form>
</section>
{{/RENEW}}
</div>
{{>FOOTER}}
