{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead"><h1>Views</h1><p>Lists and charts with their filters, under a name.</p></div>
<div class="stack">
{{#BOX}}<section>
<h2>{{TITLE}}</h2>
{{#NONE}}<p class="empty-line">{{TEXT}}</p>{{/NONE}}
<ul class="views">
{{#VIEW}}<li><a class="to" href="{{URL}}">{{NAME}}</a><span class="muted small">{{TEXT}}</span>{{#CHANGE}}<a class="quiet" href="{{URL}}">change<span class="vh"> {{NAME}}</span></a>{{/CHANGE}}</li>
{{/VIEW}}
</ul>
</section>
{{/BOX}}
</div>
{{>FOOTER}}
