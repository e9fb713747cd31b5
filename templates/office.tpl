{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<p><a href="/settings">Settings</a></p>
<h1>Office hours</h1>
<p>{{SENTENCE}}</p>
</div>
<div class="stack">
<section>
<p>When somebody is there to answer. Hourly charts show these hours as a band, and waits and the median first reply are said in office hours too: who writes on Friday night has not waited a weekend for a colleague who was away.</p>
{{#FORM}}<form method="post" action="/settings/office">
<input type="hidden" name="csrf" value="{{CSRF}}">
<table class="table hours">
<caption class="vh">Office hours by weekday, times of {{ACCOUNT_ZONE}}</caption>
<thead><tr><th scope="col">Day</th><th scope="col">From</th><th scope="col">To</th></tr></thead>
<tbody>
{{#DAY}}<tr><th scope="row">{{NAME}}</th><td><input type="time" name="opens{{N}}" value="{{OPENS}}" aria-label="{{NAME}}, from"></td><td><input type="time" name="closes{{N}}" value="{{CLOSES}}" aria-label="{{NAME}}, to"></td></tr>
{{/DAY}}
</tbody>
</table>
<p class="muted small">Times of {{ACCOUNT_ZONE}}. Leave both empty on a closed day. Hours that end before they begin end on the next day; 00:00 to 00:00 is the whole day.</p>
<div class="form-line"><button class="button primary">Save</button></div>
</form>{{/FORM}}
</section>
</div>
{{>FOOTER}}
