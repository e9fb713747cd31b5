{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}}</p>
</section>
<section class="band" aria-labelledby="data-h">
<div class="head"><h2 id="data-h">The data</h2></div>
<dl class="pairs">
{{#PAIR}}<dt>{{NAME}}</dt><dd>{{VALUE}}</dd>
{{/PAIR}}
</dl>
</section>
<section class="band" aria-labelledby="jobs-h">
<div class="head"><h2 id="jobs-h">Jobs</h2>{{#COUNT}}<a class="quiet" href="{{URL}}">{{TEXT}}</a>{{/COUNT}}</div>
<div class="form-line">{{#IMPORT}}<form method="post" action="/jobs/import" data-swap><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="then" value="{{THEN}}"><button class="button" title="{{ABOUT}}">{{NAME}}</button></form>
{{/IMPORT}}</div>
<form class="filters" action="/jobs" method="get" aria-label="Filters">
{{#CHOICE}}<label>{{LABEL}}<select name="{{FIELD}}">{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select></label>
{{/CHOICE}}
<button class="button">Show</button>
<a class="quiet" href="{{CSV_URL}}">CSV<span class="vh"> of jobs</span></a>
</form>
{{#EMPTY}}<p class="empty-line">No job was queued yet. Imports and analysis run by themselves, every minute; jobs that people or programs ask for are listed here.</p>{{/EMPTY}}
{{#NOTHING}}<p class="empty-line">No job is like that. <a href="/jobs">See all jobs</a></p>{{/NOTHING}}
{{#HAS_JOBS}}<div class="scroll" tabindex="0" role="region" aria-label="Table of jobs"><table class="table stacked">
<caption class="vh">Jobs, newest first</caption>
<thead><tr><th scope="col">Job</th><th scope="col">State</th><th scope="col">Progress</th><th scope="col" class="num">Took</th><th scope="col" class="num">Asked</th><th scope="col">By</th><th scope="col"><span class="vh">Cancel or run again</span></th></tr></thead>
<tbody>
{{#JOB}}<tr data-row><th scope="row">{{KIND}} <span class="muted">{{ID}}</span></th><td>{{STATE}}{{#AGAIN}} <span class="muted">attempt {{N}}</span>{{/AGAIN}}</td><td class="wide">{{#BAR}}<svg class="progress" role="img" aria-label="{{TEXT}}" width="100%" height="6"><rect class="track" width="100%" height="6" rx="3"/><rect class="done" width="{{W}}%" height="6" rx="3"/></svg>{{/BAR}}<span class="small muted">{{NOTE}}</span></td><td class="num" data-word="took">{{TOOK}}</td><td class="num" data-word="asked"><time datetime="{{ISO}}" title="{{WHEN}}">{{AGO}}</time></td><td data-word="by">{{WHO}}</td><td class="num">{{#ACT}}<form method="post" action="{{ACTION}}" data-swap><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><button class="button small">{{NAME}}<span class="vh"> job {{ID}}</span></button></form>{{/ACT}}</td></tr>
{{/JOB}}
</tbody>
</table></div>
<nav class="pages" aria-label="Pages">
<span>{{#FIRST}}<a class="button" href="{{URL}}">← First page</a>{{/FIRST}}</span>
<span>{{#NEXT}}<a class="button" href="{{URL}}" rel="next">Older →</a>{{/NEXT}}</span>
</nav>{{/HAS_JOBS}}
</section>
{{>FOOTER}}
