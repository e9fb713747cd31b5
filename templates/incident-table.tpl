{{%AUTOESCAPE context="HTML"}}
<div class="scroll" tabindex="0" role="region" aria-label="{{CAPTION}}"><table class="table group-list stacked incidents">
<caption class="vh">{{CAPTION}}</caption>
<thead><tr><th scope="col">Incident</th><th scope="col">Severity</th><th scope="col">State</th><th scope="col">Owner</th><th scope="col" class="num">Conversations</th><th scope="col" class="num">Customers</th><th scope="col">{{AT}}</th><th scope="col">Course</th></tr></thead>
<tbody>
{{#INCIDENT}}<tr data-row><th scope="row" class="name"><a href="{{URL}}">{{NAME}}</a> <span class="muted small">{{ID}}</span></th><td><span class="sev sev-{{SEVERITY}}">{{SEVERITY}}</span></td><td>{{STATE}}</td><td{{#UNOWNED}} class="muted"{{/UNOWNED}} data-word="owner">{{OWNER}}</td><td class="num"><a href="{{LIST_URL}}">{{COUNT}}<span class="vh narrow-word"> conversations</span></a></td><td class="num"><a href="{{CUSTOMERS_URL}}">{{CUSTOMERS}}<span class="vh narrow-word"> customers</span></a></td><td data-word="{{AT}}"><time datetime="{{ISO}}" title="{{WHEN}}">{{AGO}}</time></td><td class="sp">{{>SPARK}}</td></tr>
{{/INCIDENT}}
</tbody>
</table></div>
