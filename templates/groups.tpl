{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<h1>{{SENTENCE}}</h1>
<p>of at least {{LEAST}} conversations about the same issue, in {{SPAN}}</p>
<p class="muted small">{{MADE}}</p>
</div>
<div class="controls">
{{>CONTROLS}}
</div>
<div class="list-head">
<form class="form-search" action="/groups" method="get" role="search" aria-label="Search groups">
{{#KEEP}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/KEEP}}
<label class="vh" for="q">Words in the title</label><input id="q" type="search" name="q" value="{{Q}}" placeholder="Words in the title" maxlength="200"> <button class="button">Search</button>
</form>
<div class="right">
<nav class="sorts" aria-label="Sort">
{{#SORT}}<a href="{{URL}}"{{#HERE}} aria-current="true"{{/HERE}}>{{NAME}}</a>
{{/SORT}}
</nav>
<a class="quiet" href="{{CSV_URL}}">CSV<span class="vh"> of groups</span></a>
</div>
</div>
{{#EMPTY}}<section class="state">
<h2>No group</h2>
<p>No issue with these words was written about that often in this range.</p>
<p><a class="button" href="/groups?range=30d">See the last 30 days</a></p>
</section>
{{/EMPTY}}
{{#FULL}}<div class="scroll" tabindex="0" role="region" aria-label="Table of groups"><table class="table group-list">
<caption class="vh">Groups of conversations about the same issue</caption>
<thead><tr><th scope="col">Group</th><th scope="col" class="num">Conversations</th><th scope="col" class="num">Change</th><th scope="col" class="num">Customers</th><th scope="col">Severity</th><th scope="col">Last</th><th scope="col">Course</th></tr></thead>
<tbody>
{{#GROUP}}<tr data-row><th scope="row" class="name"><a href="{{URL}}">{{NAME}}</a> <span class="muted small">{{CATEGORY}}</span></th><td class="num"><a href="{{LIST_URL}}">{{COUNT}}<span class="vh"> conversations</span></a></td><td class="num chg muted">{{CHANGE}}</td><td class="num"><a href="{{CUSTOMERS_URL}}">{{CUSTOMERS}}<span class="vh"> customers</span></a></td><td><span class="sev sev-{{SEVERITY}}">{{SEVERITY}}</span></td><td><time datetime="{{ISO}}">{{WHEN}}</time></td><td class="sp">{{>SPARK}}</td></tr>
{{/GROUP}}
</tbody>
</table></div>
<nav class="pages" aria-label="Pages">
<span>{{#FIRST}}<a class="button" href="{{URL}}">← First page</a>{{/FIRST}}</span>
<span>{{#NEXT}}<a class="button" href="{{URL}}" rel="next">Next 50 →</a>{{/NEXT}}</span>
</nav>{{/FULL}}
{{>FOOTER}}
