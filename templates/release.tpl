{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<p><a href="/settings/releases">Releases</a></p>
<h1>{{NAME}}</h1>
</div>
<div class="stack">
{{#FORM}}<section>
<h2>Change</h2>
{{>FIELDS}}
</section>{{/FORM}}
{{#REMOVE}}<section>
<h2>Remove</h2>
<p>The mark leaves every chart, table and file.</p>
<form class="form-line" method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="button">Remove this mark</button>
</form>
</section>{{/REMOVE}}
</div>
{{>FOOTER}}
