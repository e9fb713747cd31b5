{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<section class="lead">
<p><a href="/settings">Settings</a></p>
<h1>{{SENTENCE}}</h1>
<p>Days are those of UTC; prices are options, so these are what the calls come to by them, and not an invoice.</p>
</section>
<form class="filters" action="/settings/usage" method="get" aria-label="Days">
<label>Days<input type="text" inputmode="numeric" pattern="[0-9]*" name="days" value="{{DAYS}}" maxlength="4"></label>
<button class="button">Show</button>
<a class="quiet" href="{{CSV_URL}}">CSV<span class="vh"> of days</span></a>
</form>
{{#SOME}}{{#COURSE}}<section class="band" aria-labelledby="course-h">
<div class="head"><h2 id="course-h">Dollars by day</h2><span class="muted small">days of UTC, by what they were for</span></div>
{{>CHART}}
</section>
{{/COURSE}}<section class="band" aria-labelledby="sum-h">
<div class="head"><h2 id="sum-h">For what</h2></div>
<div class="scroll" tabindex="0" role="region" aria-label="Models by purpose"><table class="table stacked">
<caption class="vh">What models cost, the dearest first</caption>
<thead><tr><th scope="col">For</th><th scope="col">Engine</th><th scope="col">Model</th><th scope="col" class="num">Calls</th><th scope="col" class="num">In vain</th><th scope="col" class="num">Tokens sent</th><th scope="col" class="num">From the cache</th><th scope="col" class="num">Tokens answered</th><th scope="col" class="num">A call takes</th><th scope="col" class="num">Cost</th><th scope="col" class="num">An answer</th></tr></thead>
<tbody>
{{#SUM}}<tr data-row><th scope="row"><a href="{{URL}}">{{PURPOSE}}</a></th><td>{{ENGINE}}</td><td>{{MODEL}}</td><td class="num" data-word="calls">{{#CALLS}}{{#LINK}}<a href="{{URL}}">{{N}}</a>{{/LINK}}{{#PLAIN}}{{N}}{{/PLAIN}}{{/CALLS}}</td><td class="num" data-word="in vain">{{#FAILURES}}{{#LINK}}<a href="{{URL}}">{{N}}</a>{{/LINK}}{{#PLAIN}}{{N}}{{/PLAIN}}{{/FAILURES}}</td><td class="num" data-word="sent">{{INPUT}}</td><td class="num" data-word="cached">{{CACHED}}</td><td class="num" data-word="answered">{{OUTPUT}}</td><td class="num" data-word="a call">{{TOOK}}</td><td class="num" data-word="cost">{{COST}}</td><td class="num" data-word="an answer">{{EACH}}</td></tr>
{{/SUM}}
</tbody>
</table></div>
</section>
<section class="band" aria-labelledby="saved-h">
<div class="head"><h2 id="saved-h">Saved by switching off</h2></div>
<ul class="reasons">
{{#SAVING}}<li><span><a href="{{URL}}">{{NAME}}</a>: {{TEXT}}</span></li>
{{/SAVING}}
</ul>
</section>
<section class="band" aria-labelledby="days-h">
<div class="head"><h2 id="days-h">By day</h2></div>
<div class="scroll" tabindex="0" role="region" aria-label="Models by day"><table class="table stacked">
<caption class="vh">What models cost by day, newest first</caption>
<thead><tr><th scope="col">Day</th><th scope="col">For</th><th scope="col">Engine</th><th scope="col">Model</th><th scope="col" class="num">Calls</th><th scope="col" class="num">In vain</th><th scope="col" class="num">Tokens sent</th><th scope="col" class="num">From the cache</th><th scope="col" class="num">Tokens answered</th><th scope="col" class="num">A call takes</th><th scope="col" class="num">Cost</th></tr></thead>
<tbody>
{{#ROW}}<tr data-row{{#FIRST}} id="d-{{DAY}}"{{/FIRST}}><th scope="row">{{DAY}}</th><td>{{PURPOSE}}</td><td>{{ENGINE}}</td><td>{{MODEL}}</td><td class="num" data-word="calls">{{#CALLS}}{{#LINK}}<a href="{{URL}}">{{N}}</a>{{/LINK}}{{#PLAIN}}{{N}}{{/PLAIN}}{{/CALLS}}</td><td class="num" data-word="in vain">{{#FAILURES}}{{#LINK}}<a href="{{URL}}">{{N}}</a>{{/LINK}}{{#PLAIN}}{{N}}{{/PLAIN}}{{/FAILURES}}</td><td class="num" data-word="sent">{{INPUT}}</td><td class="num" data-word="cached">{{CACHED}}</td><td class="num" data-word="answered">{{OUTPUT}}</td><td class="num" data-word="a call">{{TOOK}}</td><td class="num" data-word="cost">{{COST}}</td></tr>
{{/ROW}}
</tbody>
</table></div>
</section>{{/SOME}}{{#NONE}}<section class="state">
<h2>Nothing here</h2>
<p>Here stands what each model was asked, what came of it and what it cost. Rules and heuristic need none.</p>
<p><a class="button" href="/settings/enrichment">Set one up</a></p>
</section>{{/NONE}}
{{>FOOTER}}
