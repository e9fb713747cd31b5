{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<link rel="stylesheet" href="{{QUALITY_CSS}}">
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}} · <a href="{{BACK_URL}}">all figures of quality</a></p>
</section>
<div class="controls">
{{>CONTROLS}}
</div>
<div class="list-head">
<div class="right">
<nav class="sorts" aria-label="Sort">
{{#SORT}}<a href="{{URL}}"{{#HERE}} aria-current="true"{{/HERE}}>{{NAME}}</a>
{{/SORT}}
</nav>
<a class="quiet" href="{{CSV_URL}}">CSV{{#CSV_CUT}} of the first {{MOST}}{{/CSV_CUT}}<span class="vh"> of this list</span></a>
</div>
</div>
{{#EMPTY}}<section class="state">
<h2>No reply</h2>
<p>No reply of these days fits these filters.</p>
<p><a class="button" href="/quality/replies?range=365d">See the replies of the last year</a></p>
</section>
{{/EMPTY}}
<ol class="rows">
{{#REPLY}}<li class="reply" data-row><span class="score">{{SCORE}}</span><div><a class="subject" href="{{URL}}">{{SUBJECT}}</a>{{#FAILED}} <span class="sev sev-critical">failed</span>{{/FAILED}}<p class="said">{{TEXT}}</p><p class="facts"><span>{{AGENT}}</span>{{#FACT}}<span>{{TEXT}}</span>{{/FACT}}</p></div><time class="muted small" datetime="{{ISO}}">{{WHEN}}</time></li>
{{/REPLY}}
</ol>
<nav class="pages" aria-label="Pages">
<span>{{#FIRST}}<a class="button" href="{{URL}}">← First page</a>{{/FIRST}}</span>
<span>{{#NEXT}}<a class="button" href="{{URL}}" rel="next">Next 50 →</a>{{/NEXT}}</span>
</nav>
{{>FOOTER}}
