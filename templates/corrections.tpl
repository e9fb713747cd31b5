{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
{{>CHANGED}}
<div class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}}</p>
</div>
<form class="filters" action="/corrections" method="get" aria-label="Filters">
{{#KEEP}}<input type="hidden" name="conversation" value="{{ID}}">{{/KEEP}}
{{#CHOICE}}<label>{{LABEL}}<select name="{{FIELD}}">{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select></label>
{{/CHOICE}}
<button class="button">Show</button>
<a class="quiet" href="{{CSV_URL}}">CSV<span class="vh"> of corrections</span></a>
</form>
{{#EMPTY}}<section class="state">
<h2>Nothing here</h2>
<p>Here stands what people corrected and marked: who, when, from what to what, and why. Each entry can be undone. Open a conversation to correct it.</p>
<p><a class="button" href="/conversations">See conversations</a></p>
</section>
{{/EMPTY}}
{{#FULL}}<div class="scroll" tabindex="0" role="region" aria-label="Table of corrections"><table class="table said-table stacked">
<caption class="vh">What people said, newest first</caption>
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Conversation</th><th scope="col">What</th><th scope="col">Why</th><th scope="col">State</th><th scope="col"><span class="vh">Undo</span></th></tr></thead>
<tbody>
{{#ROW}}<tr data-row><td><time datetime="{{ISO}}">{{WHEN}}</time></td><td>{{WHO}}</td><td class="wide"><a href="{{URL}}">#{{NUMBER}} {{SUBJECT}}</a></td><td>{{FIELD}}{{#VALUES}}<br><span class="muted">{{WAS}} →</span> {{BECAME}}{{/VALUES}}{{#AGREED}}<br>{{TEXT}}, <span class="muted">as it was</span>{{/AGREED}}</td><td class="wide">{{#NOTES}}{{TEXT}}{{/NOTES}}</td><td class="muted">{{STATE}}</td><td>{{#UNDO}}<form method="post" action="/corrections/undo" data-swap><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><input type="hidden" name="id" value="{{ID}}"><button class="button small">Undo<span class="vh"> for #{{NUMBER}}</span></button></form>{{/UNDO}}</td></tr>
{{/ROW}}
</tbody>
</table></div>
<nav class="pages" aria-label="Pages">
<span>{{#FIRST}}<a class="button" href="{{URL}}">← First page</a>{{/FIRST}}</span>
<span>{{#NEXT}}<a class="button" href="{{URL}}" rel="next">Older →</a>{{/NEXT}}</span>
</nav>{{/FULL}}
{{>FOOTER}}
