{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
{{>CHANGED}}
<div class="lead">
<h1>{{SENTENCE}}</h1>
{{#MORE}}<p>from <a href="{{CUSTOMERS_URL}}">{{CUSTOMERS}}</a>, {{SPAN}}</p>{{/MORE}}
</div>
<div class="listing">
<div class="list">
{{#HAS_CHIPS}}<ul class="chips" aria-label="Filters in use">
{{#CHIP}}<li><a class="chip" href="{{URL}}"><span><span class="muted">{{WHAT}}</span> {{VALUE}}</span><span class="x" aria-hidden="true">×</span><span class="vh">, remove</span></a></li>
{{/CHIP}}
<li><a class="chip" href="/conversations">Clear all</a></li>
</ul>{{/HAS_CHIPS}}
<div class="list-head">
<form class="form-search" action="/conversations" method="get" role="search" aria-label="Search in this list">
{{#KEEP}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/KEEP}}
<label class="vh" for="q">Words in the subject</label><input id="q" type="search" name="q" value="{{Q}}" placeholder="Words in the subject" maxlength="200"> <button class="button">Search</button>
</form>
<div class="right">
<nav class="sorts" aria-label="Sort">
{{#SORT}}<a href="{{URL}}"{{#HERE}} aria-current="true"{{/HERE}}>{{NAME}}</a>
{{/SORT}}
</nav>
<a class="only-narrow" href="#filters">Filters</a>
<a class="quiet" href="{{CSV_URL}}">CSV</a>
<a class="quiet" href="{{ALL_URL}}" title="CSV with everything known about each conversation">Everything<span class="vh"> as CSV</span></a>
</div>
</div>
{{#EMPTY}}<section class="state">
<h2>{{HEADING}}</h2>
<p>{{TEXT}}</p>
<p><a class="button" href="{{URL}}">{{STEP}}</a></p>
</section>
{{/EMPTY}}
{{>BULK}}
<ol class="rows">
{{#ITEM}}{{>ROW}}
{{/ITEM}}
</ol>
<nav class="pages" aria-label="Pages">
<span>{{#FIRST}}<a class="button" href="{{URL}}">← First page</a>{{/FIRST}}</span>
<span>{{#NEXT}}<a class="button" href="{{URL}}" rel="next">Next {{COUNT}} →</a>{{/NEXT}}</span>
</nav>
</div>
<nav class="facets" id="filters" aria-label="Filters">
{{#FACET}}<section>
<h2>{{NAME}}</h2>
<ul>
{{#CHOICE}}<li><a href="{{URL}}"{{#HERE}} aria-current="true"{{/HERE}}><span>{{NAME}}</span><span class="n">{{COUNT}}</span></a></li>
{{/CHOICE}}
</ul>
</section>
{{/FACET}}
</nav>
</div>
{{>FOOTER}}
