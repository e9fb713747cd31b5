{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<p><a href="/settings">Settings</a></p>
<h1>Scoring of replies</h1>
<p>The heuristic scores every reply, here and at no cost. A model can score beside it; the dashboard says which engine each figure is of.</p>
</div>
<div class="stack">
<section>
<h2>The model</h2>
<p>{{MODEL}}</p>
{{#TESTED}}<p role="status">{{TEXT}}</p>{{/TESTED}}
{{#TEST}}<form method="post" action="/settings/quality/test">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="button">Test the connection</button>
</form>{{/TEST}}
</section>
<section>
<h2>Today</h2>
<p>{{USAGE}}</p>
</section>
<section>
<h2>Who scores what</h2>
<form class="fields" method="post" action="/settings/quality">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#ENGINE}}<label>Scored by<select name="engine">{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select></label>{{/ENGINE}}
{{#SAMPLING}}<label>The model is asked about<select name="sampling">{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select></label>{{/SAMPLING}}
<label>Of each agent and week, if some<input type="text" inputmode="numeric" pattern="[0-9]*" name="per_agent_week" value="{{PER_AGENT}}" maxlength="5"></label>
<label>Dollars a day at most, 0 for nothing<input type="text" inputmode="decimal" name="daily_cap" value="{{CAP}}" maxlength="12"></label>
<label>Scored replies that an agent needs for a rank<input type="text" inputmode="numeric" pattern="[0-9]*" name="rank_least" value="{{RANK_LEAST}}" maxlength="5"></label>
<button class="button primary">Save</button>
</form>
<p class="muted small">What leaves for the model: the reply and the customer’s messages before it. Known names, mail addresses, card, telephone and other long numbers, keys and passwords leave as marks such as [CUSTOMER_1]; a street, or a name that is stored nowhere, is not recognised.</p>
</section>
{{#BACKLOG}}<section id="backlog">
<h2>What came before</h2>
<p>Replies that the heuristic has scored and the model has not. New ones always go first.</p>
{{#WAITING}}<p>{{TEXT}}</p>{{/WAITING}}
{{#BATCH}}<p>{{TEXT}}</p>{{/BATCH}}
<form class="fields" method="get" action="/settings/quality">
<label>Of the last so many days<input type="text" inputmode="numeric" pattern="[0-9]*" name="days" value="{{DAYS}}" maxlength="4"></label>
<button class="button">What would it cost?</button>
</form>
{{#ESTIMATE}}<p role="status">{{TEXT}}</p>{{/ESTIMATE}}
{{#START}}<form method="post" action="/settings/quality/backlog">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="days" value="{{DAYS}}">
<button class="button primary" name="how" value="now">Score them at once</button>
<button class="button" name="how" value="batch">Score them by batch</button>
</form>{{/START}}
</section>{{/BACKLOG}}
</div>
{{>FOOTER}}
