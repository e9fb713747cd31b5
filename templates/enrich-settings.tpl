{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<p><a href="/settings">Settings</a></p>
<h1>What conversations are about</h1>
<p>The rules say it of every conversation, here and at no cost; all that is counted is by them, or by people who corrected them. A model can add a sentence, the root cause and more, marked with its name.</p>
</div>
<div class="stack">
<section>
<h2>The model</h2>
<p>{{MODEL}}</p>
{{#TESTED}}<p role="status">{{TEXT}}</p>{{/TESTED}}
{{#TEST}}<form method="post" action="/settings/enrichment/test">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="button">Test the connection</button>
</form>{{/TEST}}
</section>
<section>
<h2>Today</h2>
<p>{{USAGE}} <a href="/settings/usage">All that models cost</a></p>
</section>
<section>
<h2>Who says it</h2>
<form class="fields" method="post" action="/settings/enrichment">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#ENGINE}}<label>Said by<select name="engine">{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select></label>{{/ENGINE}}
<label>Dollars a day at most, 0 for nothing<input type="text" inputmode="decimal" name="daily_cap" value="{{CAP}}" maxlength="12"></label>
<label>Percent of sureness below which a larger model is asked<input type="text" inputmode="numeric" pattern="[0-9]*" name="sure_least" value="{{SURE}}" maxlength="3"></label>
<button class="button primary">Save</button>
</form>
<p class="muted small">What leaves for the model: the subject, and what was written, notes for colleagues excepted; and what people corrected of similar ones, as examples. What the last hours were about is asked of counts alone. Known names, mail addresses, streets, card, telephone and other long numbers, keys and passwords leave as marks such as [CUSTOMER_1], and come back in the answer; a name that is stored nowhere is not recognised. Empty and unreadable messages are not sent.</p>
</section>
{{#BACKLOG}}<section id="backlog">
<h2>What came before</h2>
<p>Conversations that the model was not asked about. New ones always go first.</p>
{{#BATCH}}<p>{{TEXT}}</p>{{/BATCH}}
<form class="fields" method="get" action="/settings/enrichment">
<label>Of the last so many days<input type="text" inputmode="numeric" pattern="[0-9]*" name="days" value="{{DAYS}}" maxlength="4"></label>
<button class="button">What would it cost?</button>
</form>
{{#ESTIMATE}}<p role="status">{{TEXT}}</p>{{/ESTIMATE}}
{{#START}}<form method="post" action="/settings/enrichment/backlog">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="days" value="{{DAYS}}">
<button class="button primary" name="how" value="now">Ask about them at once</button>
{{#BY_BATCH}}<button class="button" name="how" value="batch">Ask about them by batch</button>{{/BY_BATCH}}
</form>{{/START}}
</section>{{/BACKLOG}}
</div>
{{>FOOTER}}
