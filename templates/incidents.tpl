{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}}{{#UNOWNED}}, <a href="{{URL}}">{{TEXT}}</a>.{{/UNOWNED}}</p>
</div>
<form class="filters" action="/incidents" method="get" aria-label="Filters">
{{#CHOICE}}<label>{{LABEL}}<select name="{{FIELD}}">{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select></label>
{{/CHOICE}}
<button class="button">Show</button>
<a class="quiet" href="{{CSV_URL}}">CSV<span class="vh"> of incidents</span></a>
</form>
{{#OPEN_SECTION}}<section class="band" aria-labelledby="open-h">
<div class="head"><h2 id="open-h">Open</h2><span class="muted small">most severe first, then those that are open the longest</span></div>
{{#CALM}}<p class="empty-line">Nothing rises above the usual. When it does, an incident opens by itself and stands here until somebody resolves it or it is back to usual. <a href="/detector">See what counts as a rise</a></p>{{/CALM}}
{{#NONE_LIKE}}<p class="empty-line">No open incident is like that. <a href="/incidents">See all incidents</a></p>{{/NONE_LIKE}}
{{>OPEN}}
{{#CUT}}<p class="empty-line">These are the {{SHOWN}} most severe of {{ALL}}. Choose a state, a category or an owner above, or see all <a href="{{CSV}}">as CSV</a>.</p>{{/CUT}}
</section>{{/OPEN_SECTION}}
{{#OVER_SECTION}}<section class="band" aria-labelledby="over-h">
<div class="head"><h2 id="over-h">Over</h2><span class="muted small">last ended first</span></div>
{{#BEYOND}}<p class="empty-line">The list ends before this page. <a href="{{URL}}">See the first page</a></p>{{/BEYOND}}
{{#NONE_OVER}}<p class="empty-line">No incident ended yet.</p>{{/NONE_OVER}}
{{#NONE_LIKE}}<p class="empty-line">No incident that is over is like that. <a href="/incidents">See all incidents</a></p>{{/NONE_LIKE}}
{{>OVER}}
{{#PAGES}}<nav class="pages" aria-label="Pages">
<span>{{#FIRST}}<a class="button" href="{{URL}}">← First page</a>{{/FIRST}}</span>
<span>{{#NEXT}}<a class="button" href="{{URL}}" rel="next">Older →</a>{{/NEXT}}</span>
</nav>{{/PAGES}}
</section>{{/OVER_SECTION}}
{{>FOOTER}}
