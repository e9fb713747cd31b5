{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<h1>{{SENTENCE}}</h1>
{{#MORE}}<p>{{TEXT}}</p>{{/MORE}}
</div>
<form class="form-search search-form" action="/search" method="get" role="search" aria-label="Search">
{{#KEEP}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/KEEP}}
<label class="vh" for="q">Words, names and conditions</label><input id="q" type="search" name="q" value="{{Q}}" placeholder="Words, &quot;a phrase&quot;, from:, tag:, after:7d" maxlength="200"> <button class="button">Search</button>
</form>
{{#NOTE}}<p class="search-note" role="status">{{TEXT}}</p>
{{/NOTE}}
{{#MEANT}}<p class="search-note" role="status">Did you mean <a href="{{URL}}">{{TEXT}}</a>?</p>{{/MEANT}}
{{#CORRECTED}}<p class="search-note" role="status">Nothing was found for <b>{{TYPED}}</b>; this is <b>{{TEXT}}</b>. <a href="{{URL}}">Search for {{TYPED}} all the same</a></p>{{/CORRECTED}}
{{#NUMBER}}<p class="search-note">There is a conversation <a href="{{URL}}">#{{TEXT}}</a>.</p>{{/NUMBER}}
{{#HAS_CHIPS}}<ul class="chips" aria-label="Filters in use">
{{#CHIP}}<li><a class="chip" href="{{URL}}"><span><span class="muted">{{WHAT}}</span> {{VALUE}}</span><span class="x" aria-hidden="true">×</span><span class="vh">, remove</span></a></li>
{{/CHIP}}
</ul>{{/HAS_CHIPS}}
{{#EMPTY}}<section class="state">
<h2>{{HEADING}}</h2>
<p>{{TEXT}}</p>
{{#STEP}}<p><a class="button" href="{{URL}}">{{TEXT}}</a></p>{{/STEP}}
</section>
{{/EMPTY}}
{{#RESULTS}}<div class="listing">
<div class="list">
<div class="list-head">
<nav class="sorts" aria-label="Sort">
{{#SORT}}<a href="{{URL}}"{{#HERE}} aria-current="true"{{/HERE}}>{{NAME}}</a>
{{/SORT}}
</nav>
<div class="right">
<a class="only-narrow" href="#filters">Filters</a>
<a class="quiet" href="{{CSV_URL}}">CSV</a>
</div>
</div>
<ol class="rows found">
{{#HIT}}{{#DIVIDE}}<li class="divide">{{TEXT}}</li>
{{/DIVIDE}}
<li data-row>
<span class="sev sev-{{SEVERITY}}">{{SEVERITY}}</span>
<div class="main">
<a class="subject" href="{{URL}}">{{#SUBJECT}}{{#MARK}}<mark>{{TEXT}}</mark>{{/MARK}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}{{/SUBJECT}}</a>
{{#EXCERPT}}<p class="said excerpt">{{#BY}}<span class="muted">{{TEXT}}: </span>{{/BY}}{{#PIECE}}{{#MARK}}<mark>{{TEXT}}</mark>{{/MARK}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}{{/PIECE}}</p>{{/EXCERPT}}
<p class="facts"><span>#{{NUMBER}}</span>{{#FACT}}<span>{{TEXT}}</span>{{/FACT}}{{#LIKE}}<a href="{{URL}}">{{TEXT}}</a>{{/LIKE}}</p>
</div>
<div class="side"><time datetime="{{ISO}}" title="{{WHEN}}">{{AGO}}</time>{{#STATUS}} · {{TEXT}}{{/STATUS}}</div>
</li>
{{/HIT}}
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
</div>{{/RESULTS}}
{{#HELP}}<section class="search-help" aria-labelledby="help-h">
<h2 id="help-h">What can be typed</h2>
<dl>
<div><dt>refund late</dt><dd>both words first, then either; any form of a word</dd></div>
<div><dt>"not received"</dt><dd>the words side by side</dd></div>
<div><dt>refund OR chargeback</dt><dd>one of them</dd></div>
<div><dt>-test</dt><dd>without the word; also before what follows here</dd></div>
<div><dt>subscri*</dt><dd>words that begin so</dd></div>
{{#FIELD}}<div><dt>{{NAME}}:</dt><dd>{{TEXT}}</dd></div>
{{/FIELD}}
</dl>
</section>{{/HELP}}
{{>FOOTER}}
