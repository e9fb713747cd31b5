{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<section class="lead">
<p><a href="/settings/usage">What models cost</a></p>
<h1>{{SENTENCE}}</h1>
<p>Each call, newest first. In vain is what brought nothing of use, paid for or not; a question of a batch is a call. Days are those of UTC.</p>
</section>
<form class="filters" action="/settings/usage/calls" method="get" aria-label="Filters">
{{#CHOICE}}<label>{{LABEL}}<select name="{{FIELD}}">{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select></label>
{{/CHOICE}}
<label>From (UTC)<input type="date" name="from" value="{{FROM}}"></label>
<label>Before (UTC)<input type="date" name="to" value="{{TO}}"></label>
<button class="button">Show</button>
<a class="quiet" href="{{CSV_URL}}">CSV<span class="vh"> of these calls</span></a>
</form>
{{#EMPTY}}<section class="state">
<h2>Nothing here</h2>
<p>Here stands what models were asked, one call at a time. No call fits these filters.</p>
<p><a class="button" href="/settings/usage/calls">See all calls</a></p>
</section>
{{/EMPTY}}
{{#FULL}}<div class="scroll" tabindex="0" role="region" aria-label="Table of calls"><table class="table stacked">
<caption class="vh">Calls of models, newest first</caption>
<thead><tr><th scope="col">When</th><th scope="col">For</th><th scope="col">Engine</th><th scope="col">Model</th><th scope="col">About</th><th scope="col">Result</th><th scope="col" class="num">Tokens sent</th><th scope="col" class="num">From the cache</th><th scope="col" class="num">Tokens answered</th><th scope="col" class="num">Took</th><th scope="col" class="num">Cost</th></tr></thead>
<tbody>
{{#ROW}}<tr data-row><td class="nowrap"><time datetime="{{ISO}}">{{WHEN}}</time></td><td>{{PURPOSE}}</td><td>{{ENGINE}}</td><td>{{MODEL}}</td><td class="facts">{{#ABOUT}}<span><a href="{{URL}}">{{TEXT}}</a></span>{{/ABOUT}}{{#NOTHING}}{{TEXT}}{{/NOTHING}}</td><td class="wide">{{RESULT}}</td><td class="num" data-word="sent">{{INPUT}}</td><td class="num" data-word="cached">{{CACHED}}</td><td class="num" data-word="answered">{{OUTPUT}}</td><td class="num" data-word="took">{{TOOK}}</td><td class="num" data-word="cost">{{COST}}</td></tr>
{{/ROW}}
</tbody>
</table></div>{{/FULL}}
<nav class="pages" aria-label="Pages">
<span>{{#FIRST}}<a class="button" href="{{URL}}">← Newest</a>{{/FIRST}}</span>
<span>{{#NEXT}}<a class="button" href="{{URL}}" rel="next">Older →</a>{{/NEXT}}</span>
</nav>
{{>FOOTER}}
