{{%AUTOESCAPE context="HTML"}}
<section class="breakdown" aria-labelledby="{{ID}}">
<div class="head"><h2 id="{{ID}}">{{TITLE}}</h2>{{#MARK}}<span class="key muted small"><svg aria-hidden="true" width="2" height="10"><path class="before" d="M1 0v10"/></svg>{{NAME}}</span>{{/MARK}}{{#CSV}}<a class="quiet" href="{{URL}}">CSV<span class="vh"> of {{TITLE}}</span></a>{{/CSV}}</div>
{{#EMPTY}}<p class="empty-line">{{TEXT}}</p>{{/EMPTY}}
<table>
<caption class="vh">{{TITLE}}</caption>
<thead class="vh"><tr><th scope="col">{{TITLE}}</th><th scope="col">Bar</th><th scope="col">Conversations</th><th scope="col">Share</th></tr></thead>
<tbody>
{{#ROW}}<tr>
<th scope="row">{{NAME}}</th>
<td class="bk-bar"><svg aria-hidden="true" width="100%" height="10"><rect class="s-{{KEY}}" y="1" width="{{W}}%" height="8" rx="1"/>{{#BEFORE}}<line class="before" x1="{{X}}%" x2="{{X}}%" y1="0" y2="10"><title>{{WAS}} before</title></line>{{/BEFORE}}</svg></td>
<td class="num">{{#LINK}}<a href="{{URL}}">{{COUNT}}<span class="vh"> {{NAME}}</span></a>{{/LINK}}{{#PLAIN}}{{COUNT}}{{/PLAIN}}</td>
<td class="num muted">{{SHARE}}</td>
</tr>
{{/ROW}}
</tbody>
</table>
</section>
