{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{#LIST}}who wrote <a href="{{URL}}">{{TEXT}}</a>{{/LIST}}, {{SPAN}}</p>
</div>
{{#EMPTY}}<section class="state">
<h2>Nobody</h2>
<p>No conversation fits these filters, so nobody wrote one.</p>
<p><a class="button" href="/conversations">See conversations</a></p>
</section>
{{/EMPTY}}
{{#FULL}}<section class="customers" aria-labelledby="who-h">
<div class="head"><h2 id="who-h">Customers</h2><span class="muted small">most conversations first</span><a class="quiet" href="{{CSV_URL}}">CSV<span class="vh"> of customers</span></a></div>
<div class="scroll" tabindex="0" role="region" aria-label="Table of customers"><table class="table">
<caption class="vh">Customers, most conversations first</caption>
<thead><tr><th scope="col">Customer</th><th scope="col" class="num">Conversations</th><th scope="col">Highest severity</th><th scope="col">Newest</th></tr></thead>
<tbody>
{{#CUSTOMER}}<tr data-row><th scope="row">{{NAME}}</th><td class="num"><a href="{{URL}}">{{COUNT}}<span class="vh"> of {{NAME}}</span></a></td><td><span class="sev sev-{{SEVERITY}}">{{SEVERITY}}</span></td><td><time datetime="{{ISO}}">{{WHEN}}</time></td></tr>
{{/CUSTOMER}}
</tbody>
</table></div>
<nav class="pages" aria-label="Pages">
<span>{{#FIRST}}<a class="button" href="{{URL}}">← First page</a>{{/FIRST}}</span>
<span>{{#NEXT}}<a class="button" href="{{URL}}" rel="next">Next 100 →</a>{{/NEXT}}</span>
</nav>
</section>{{/FULL}}
{{>FOOTER}}
