{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<p><a href="/settings">Settings</a></p>
<h1>Alerts</h1>
<p>{{SENTENCE}}</p>
</div>
<div class="stack">
<section>
<h2>Slack</h2>
<p>{{SLACK}}</p>
{{#TEST}}<form class="form-line" method="post" action="/settings/alerts/test">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="button">Send a test alert</button><a href="/alerts">See whether it arrived</a>
</form>{{/TEST}}
</section>
<section class="wide">
<h2>Incidents, by category</h2>
<p class="muted small">Ids are Slack’s: a channel begins with C, a person with U, a group of people with S. An empty channel is the default one.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Rules by category"><table class="table stacked">
<caption class="vh">Who is told of incidents, by category</caption>
<thead><tr><th scope="col">Category</th><th scope="col">Channel</th><th scope="col">Owner</th><th scope="col">From severity</th><th scope="col">Reminder</th><th scope="col">Escalation</th><th scope="col"><span class="vh">Change</span></th></tr></thead>
<tbody>
{{#RULE}}<tr><th scope="row">{{NAME}}</th><td data-word="channel">{{CHANNEL}}</td><td data-word="owner">{{OWNER}}</td><td data-word="from">{{LEAST}}</td><td data-word="reminder">{{REMIND}}</td><td data-word="escalation">{{ESCALATE}}</td><td class="num">{{#EDIT}}<a class="quiet" href="{{URL}}">change<span class="vh"> {{NAME}}</span></a>{{/EDIT}}</td></tr>
{{/RULE}}
</tbody>
</table></div>
</section>
{{#RULE_FORM}}<section id="rule">
<h2>{{TITLE}}</h2>
<form class="fields columns" method="post" action="/settings/alerts/rule">
<input type="hidden" name="csrf" value="{{CSRF}}">
<label>Category<select name="category">{{#CATEGORIES}}{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}{{/CATEGORIES}}</select></label>
<label>Channel<input type="text" name="channel" value="{{CHANNEL}}" maxlength="32" autocomplete="off" placeholder="C0123456789"></label>
<label>Owner, who is mentioned<input type="text" name="owner" value="{{OWNER}}" maxlength="32" autocomplete="off" placeholder="U0123456789"></label>
<label>From severity<select name="least">{{#LEAST}}{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}{{/LEAST}}</select></label>
<label>Reminder, minutes, 0 for none<input type="text" inputmode="numeric" pattern="[0-9]*" name="remind" value="{{REMIND}}" maxlength="5"></label>
<label>Escalation without an answer after, minutes, 0 for none<input type="text" inputmode="numeric" pattern="[0-9]*" name="escalate" value="{{ESCALATE}}" maxlength="5"></label>
<label>Who is mentioned then<input type="text" name="escalate_to" value="{{ESCALATE_TO}}" maxlength="32" autocomplete="off" placeholder="S0123456789"></label>
<button class="button primary">Save</button>
</form>
{{#REMOVE}}<form method="post" action="/settings/alerts/rule/remove">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="category" value="{{CATEGORY}}">
<button class="button">Tell this category as all others</button>
</form>{{/REMOVE}}
</section>{{/RULE_FORM}}
<section>
<h2>New conversations</h2>
<p>Told at once and one by one, while no agent has replied. A critical one is not when an open incident tells of it.</p>
{{#KINDS}}<form method="post" action="/settings/alerts/kinds">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="scroll" tabindex="0" role="region" aria-label="Kinds of conversations"><table class="table hours kinds">
<caption class="vh">New conversations that are told</caption>
<thead><tr><th scope="col">Kind</th><th scope="col">Told</th><th scope="col">Channel, empty as its category</th></tr></thead>
<tbody>
{{#KIND}}<tr><th scope="row">{{NAME}}</th><td><label class="pick"><input type="checkbox" name="{{KEY}}" value="1"{{#HERE}} checked{{/HERE}} aria-label="{{NAME}} are told"></label></td><td><input type="text" name="channel_{{KEY}}" value="{{CHANNEL}}" maxlength="32" autocomplete="off" aria-label="Channel of {{NAME}}"></td></tr>
{{/KIND}}
</tbody>
</table></div>
<div class="form-line"><button class="button primary">Save</button></div>
</form>{{/KINDS}}
{{#KINDS_SENTENCE}}<p>{{TEXT}}</p>{{/KINDS_SENTENCE}}
</section>
<section>
<h2>Digest</h2>
<p>{{DIGEST}}</p>
{{#DIGEST_FORM}}<form class="fields columns" method="post" action="/settings/alerts/digest">
<input type="hidden" name="csrf" value="{{CSRF}}">
<label>How often<select name="every">{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select></label>
<label>Of a week, on<select name="weekday">{{#DAY}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/DAY}}</select></label>
<label>At, times of {{ACCOUNT_ZONE}}<input type="time" name="at" value="{{AT}}" required></label>
<label>Channel<input type="text" name="channel" value="{{CHANNEL}}" maxlength="32" autocomplete="off"></label>
<button class="button primary">Save</button>
</form>{{/DIGEST_FORM}}
</section>
<section>
<h2>Quiet hours</h2>
<p>{{QUIET}} Critical incidents and conversations, requests to delete an account and escalations are told in them all the same; everything else waits for their end. A message that stands there already is brought up to date, which wakes nobody.</p>
{{#QUIET_FORM}}<form method="post" action="/settings/alerts/quiet">
<input type="hidden" name="csrf" value="{{CSRF}}">
<table class="table hours">
<caption class="vh">Quiet hours by weekday, times of {{ACCOUNT_ZONE}}</caption>
<thead><tr><th scope="col">Day</th><th scope="col">From</th><th scope="col">To</th></tr></thead>
<tbody>
{{#DAY}}<tr><th scope="row">{{NAME}}</th><td><input type="time" name="begins{{N}}" value="{{BEGINS}}" aria-label="{{NAME}}, from"></td><td><input type="time" name="ends{{N}}" value="{{ENDS}}" aria-label="{{NAME}}, to"></td></tr>
{{/DAY}}
</tbody>
</table>
<p class="muted small">Times of {{ACCOUNT_ZONE}}. Hours that end before they begin end on the next day; 00:00 to 00:00 is the whole day.</p>
<div class="form-line"><button class="button primary">Save</button></div>
</form>{{/QUIET_FORM}}
</section>
</div>
{{>FOOTER}}
