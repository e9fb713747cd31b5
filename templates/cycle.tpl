{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<link rel="stylesheet" href="{{QUALITY_CSS}}">
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{ABOUT}} · <a href="/quality/queue">reviews to do</a></p>
</section>
<div class="list-head">
{{#CHIP}}<a class="chip" href="{{URL}}">{{TEXT}}<span class="x" aria-hidden="true">×</span><span class="vh">, remove</span></a>{{/CHIP}}
<div class="right">
<nav class="sorts" aria-label="State">
{{#SORT}}<a href="{{URL}}"{{#HERE}} aria-current="true"{{/HERE}}>{{NAME}}</a>
{{/SORT}}
</nav>
</div>
</div>
{{#NONE}}<p class="empty-line">None.</p>{{/NONE}}
<ol class="rows">
{{#ASSIGNED}}<li class="todo" data-row><div><a class="subject" href="{{URL}}">{{SUBJECT}}</a>{{#REASON}}<p class="said">{{TEXT}}</p>{{/REASON}}<p class="facts"><span>{{AGENT}}</span><span>{{STATE}}, {{REVIEWER}}</span></p></div><time class="muted small" datetime="{{ISO}}">{{WHEN}}</time></li>
{{/ASSIGNED}}
</ol>
{{>FOOTER}}
