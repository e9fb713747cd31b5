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
<div class="head"><h2 id="jobs-h">Jobs</h2><span class="muted small">newest first</span><a class="quiet" href="/jobs.csv">CSV<span class="vh"> of jobs</span></a></div>
{{#EMPTY}}<p class="empty-line">No job was queued yet. Imports and analysis run by themselves, every minute; jobs that people or programs ask for are listed here.</p>{{/EMPTY}}
{{#HAS_JOBS}}<div class="scroll" tabindex="0" role="region" aria-label="Table of jobs"><table class="table">
<caption class="vh">Jobs, newest first</caption>
<thead><tr><th scope="col">Job</th><th scope="col">State</th><th scope="col">Progress</th><th scope="col" class="num">Took</th><th scope="col" class="num">Asked</th><th scope="col">By</th></tr></thead>
<tbody>
{{#JOB}}<tr><th scope="row">{{KIND}} <span class="muted">{{ID}}</span></th><td>{{STATE}}{{#AGAIN}} <span class="muted">attempt {{N}}</span>{{/AGAIN}}</td><td>{{#BAR}}<svg class="progress" role="img" aria-label="{{TEXT}}" width="100%" height="6"><rect class="track" width="100%" height="6" rx="3"/><rect class="done" width="{{W}}%" height="6" rx="3"/></svg>{{/BAR}}<span class="small muted">{{NOTE}}</span></td><td class="num">{{TOOK}}</td><td class="num"><time datetime="{{ISO}}" title="{{WHEN}}">{{AGO}}</time></td><td>{{WHO}}</td></tr>
{{/JOB}}
</tbody>
</table></div>{{/HAS_JOBS}}
</section>
{{>FOOTER}}
