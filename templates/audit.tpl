{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<h1>Who changed what</h1>
<p>Each change that a person or a program of theirs made, newest first. Nothing here can be changed; a purge of data leaves it.</p>
</div>
<form class="filters" action="/settings/audit" method="get" aria-label="Filters">
{{#CHOICE}}<label>{{LABEL}}<select name="{{FIELD}}">{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select></label>
{{/CHOICE}}
<label>From (UTC)<input type="date" name="from" value="{{FROM}}"></label>
<label>Before (UTC)<input type="date" name="to" value="{{TO}}"></label>
<button class="button">Show</button>
<a class="quiet" href="{{CSV_URL}}">CSV<span class="vh"> of these changes</span></a>
</form>
{{#EMPTY}}<section class="state">
<h2>Nothing here</h2>
<p>Here stands who changed what, when and on what. No change fits these filters.</p>
<p><a class="button" href="/settings/audit">See all changes</a></p>
</section>
{{/EMPTY}}
{{#FULL}}<div class="scroll" tabindex="0" role="region" aria-label="Table of changes"><table class="table stacked">
<caption class="vh">Changes, newest first</caption>
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">On what</th></tr></thead>
<tbody>
{{#ROW}}<tr data-row><td class="nowrap"><time datetime="{{ISO}}">{{WHEN}}</time></td><td>{{WHO}}</td><td>{{WHAT}}</td><td class="wide facts">{{#MEMBER}}<span><span class="muted">{{KEY}}</span> {{#LINK}}<a href="{{URL}}">{{VALUE}}</a>{{/LINK}}{{#PLAIN}}{{VALUE}}{{/PLAIN}}</span>{{/MEMBER}}</td></tr>
{{/ROW}}
</tbody>
</table></div>{{/FULL}}
<nav class="pages" aria-label="Pages">
<span>{{#FIRST}}<a class="button" href="{{URL}}">← Newest</a>{{/FIRST}}</span>
<span>{{#NEXT}}<a class="button" href="{{URL}}" rel="next">Older →</a>{{/NEXT}}</span>
</nav>
{{>FOOTER}}
