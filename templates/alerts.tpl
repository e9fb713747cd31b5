{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}}{{#SETTINGS}} <a href="/settings/alerts">Set who is told what</a>{{/SETTINGS}}</p>
</div>
<section class="band" aria-labelledby="alerts-h">
<div class="head"><h2 id="alerts-h">Alerts</h2><span class="muted small">newest first</span><a class="quiet" href="/alerts.csv">CSV<span class="vh"> of alerts</span></a></div>
{{#EMPTY}}<p class="empty-line">No alert yet. Incidents, requests to delete an account, critical, empty and unreadable conversations are told here as they come in.</p>{{/EMPTY}}
{{#NO_OLDER}}<p class="empty-line">No alert is older. <a href="/alerts">See the newest</a></p>{{/NO_OLDER}}
{{#FULL}}<div class="scroll" tabindex="0" role="region" aria-label="Table of alerts"><table class="table stacked alerts">
<caption class="vh">Alerts, newest first</caption>
<thead><tr><th scope="col">Alert</th><th scope="col">About</th><th scope="col">Severity</th><th scope="col">Slack</th><th scope="col" class="num">When</th></tr></thead>
<tbody>
{{#ALERT}}<tr data-row><th scope="row">{{WHAT}}</th><td class="wide">{{#LINK}}<a href="{{URL}}">{{TITLE}}</a>{{/LINK}}{{#PLAIN}}{{TITLE}}{{/PLAIN}}</td><td>{{#SEVERITY}}<span class="sev sev-{{TEXT}}">{{TEXT}}</span>{{/SEVERITY}}</td><td data-word="Slack:">{{DELIVERY}}{{#WHY}} <span class="small muted">{{TEXT}}</span>{{/WHY}}</td><td class="num"><time datetime="{{ISO}}" title="{{WHEN}}">{{AGO}}</time></td></tr>
{{/ALERT}}
</tbody>
</table></div>
<nav class="pages" aria-label="Pages">
<span>{{#FIRST}}<a class="button" href="/alerts">← First page</a>{{/FIRST}}</span>
<span>{{#NEXT}}<a class="button" href="{{URL}}" rel="next">Older →</a>{{/NEXT}}</span>
</nav>{{/FULL}}
</section>
{{>FOOTER}}
