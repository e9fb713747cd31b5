{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
{{>CHANGED}}
<div class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}}</p>
</div>
<div class="controls">
{{>CONTROLS}}
{{#SEEN}}<form class="seen" method="post" action="/insights/seen">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="number" value="{{NUMBER}}"><input type="hidden" name="back" value="{{BACK}}">
<button class="button">{{TEXT}}</button>
</form>{{/SEEN}}
<p class="fresh"><span data-newer aria-live="polite"></span></p>
</div>
<div class="listing">
<div class="list">
{{#HAS_CHIPS}}<ul class="chips" aria-label="Filters in use">
{{#CHIP}}<li><a class="chip" href="{{URL}}"><span><span class="muted">{{WHAT}}</span> {{VALUE}}</span><span class="x" aria-hidden="true">×</span><span class="vh">, remove</span></a></li>
{{/CHIP}}
</ul>{{/HAS_CHIPS}}
<div class="list-head">
<span class="muted small">newest number first</span>
<div class="right">
<a class="only-narrow" href="#about">What they are about</a>
<a class="quiet" href="{{CSV_URL}}">CSV<span class="vh"> of this list</span></a>
</div>
</div>
{{#EMPTY}}<section class="state">
<h2>{{HEADING}}</h2>
<p>{{TEXT}}</p>
<p><a class="button" href="{{URL}}">{{STEP}}</a></p>
</section>
{{/EMPTY}}
{{>BULK}}
<ol class="rows" data-list data-newest="{{NEWEST}}" data-look="{{LOOK}}">
{{#ITEM}}{{>ROW}}
{{/ITEM}}
</ol>
<nav class="pages" aria-label="Pages">
<span>{{#FIRST}}<a class="button" href="{{URL}}">← First page</a>{{/FIRST}}</span>
<span class="shown muted small" data-shown="{{SHOWN}}" data-total="{{TOTAL}}" aria-live="polite">{{PROGRESS}}</span>
<span>{{#NEXT}}<a class="button" href="{{URL}}" rel="next" data-more>More</a>{{/NEXT}}</span>
</nav>
</div>
<nav class="facets" id="about" aria-label="What the window is about">
{{#FACET}}<section>
<h2>{{NAME}}</h2>
<ul>
{{#CHOICE}}<li><a href="{{URL}}"{{#HERE}} aria-current="true"{{/HERE}}><span>{{NAME}}</span><span class="n">{{COUNT}}</span></a></li>
{{/CHOICE}}
</ul>
</section>
{{/FACET}}
<p><a class="quiet" href="{{ABOUT_CSV}}">CSV<span class="vh"> of categories, keywords and groups</span></a></p>
</nav>
</div>
<script src="{{INSIGHTS_JS}}" defer></script>
{{>FOOTER}}
