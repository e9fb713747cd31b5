{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<link rel="stylesheet" href="{{QUALITY_CSS}}">
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>An agent who sees a score otherwise says so on the page of the reply. · <a href="/quality">figures of quality</a></p>
</section>
<div class="list-head">
<div class="right">
<nav class="sorts" aria-label="State">
{{#SORT}}<a href="{{URL}}"{{#HERE}} aria-current="true"{{/HERE}}>{{NAME}}</a>
{{/SORT}}
</nav>
</div>
</div>
{{#NONE}}<p class="empty-line">None: nobody sees a score otherwise.</p>{{/NONE}}
<ol class="rows">
{{#DISPUTE}}<li class="todo" data-row><div><a class="subject" href="{{URL}}">{{SUBJECT}}</a> <span class="tag">{{STATE}}</span><p class="said">{{TEXT}}</p>{{#ANSWER}}<p class="said">{{TEXT}}</p>{{/ANSWER}}<p class="facts"><span>{{AGENT}}</span></p></div><span class="muted small">{{WHEN}}</span></li>
{{/DISPUTE}}
</ol>
{{>FOOTER}}
