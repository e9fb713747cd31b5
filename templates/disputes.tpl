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
<ol class="rows">
{{#DISPUTE}}<li class="todo" data-row><div><a class="subject" href="{{URL}}">{{SUBJECT}}</a> <span class="tag">{{STATE}}</span><p class="said">{{TEXT}}</p>{{#ANSWER}}<p class="said">{{TEXT}}</p>{{/ANSWER}}<p class="facts"><span>{{AGENT}}</span></p></div><span class="muted small">{{WHEN}}</span></li>
{{/DISPUTE}}
</ol>
{{#COACHED}}<section class="band" aria-labelledby="coached-h">
<div class="head"><h2 id="coached-h">Said to you</h2><span class="muted small">by reviewers, to you alone</span></div>
{{#NONE}}<p class="empty-line">Nothing yet.</p>{{/NONE}}
<ol class="rows">
{{#COACHING}}<li class="todo"><div><p>{{TEXT}}</p><p class="facts"><span>{{WHO}}</span>{{#PINNED}}<span>an example</span>{{/PINNED}}{{#ON}}<span>on <a href="{{URL}}">{{TEXT}}</a></span>{{/ON}}</p></div><span class="muted small">{{WHEN}}</span></li>
{{/COACHING}}
</ol>
</section>{{/COACHED}}
{{>FOOTER}}
