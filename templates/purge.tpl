{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<p><a href="/settings">Settings</a></p>
<h1>Data</h1>
<p>{{HELD}}</p>
</div>
<div class="stack">
{{#NO_DEMO}}<section>
<h2>Purge demo data</h2>
<p class="empty-line">{{TEXT}}</p>
</section>
{{/NO_DEMO}}
{{#PURGE}}<section>
<h2>{{TITLE_TEXT}}</h2>
<p>{{TEXT}}</p>
<form class="fields" method="post" action="/settings/data/purge">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="what" value="{{WHAT}}">
<label>To confirm, type: {{WORD}}<input type="text" name="word" maxlength="40" autocomplete="off" autocapitalize="none" spellcheck="false" required></label>
<button class="button danger">{{TITLE_TEXT}}</button>
</form>
</section>
{{/PURGE}}
<section>
<h2>What stays</h2>
<ul class="plain">
{{#KEPT}}<li>{{TEXT}}</li>
{{/KEPT}}
</ul>
</section>
<section>
<h2>What comes back</h2>
<p>{{AGAIN}}</p>
<p class="muted small">A purge is a job and cannot be taken back. The audit says who asked for it, when, and how many rows of each table went.</p>
</section>
</div>
{{>FOOTER}}
