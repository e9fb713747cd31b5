{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<link rel="stylesheet" href="{{QUALITY_CSS}}">
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}} · <a href="/quality">the scores</a></p>
</section>
{{#EDIT}}<p class="form-line"><a class="button primary" href="/quality/rubric/new?from={{FROM:u}}">Edit as a new version</a><span class="muted small">Nothing changes before it is made current.</span></p>{{/EDIT}}
<section class="band" aria-labelledby="dim-h">
<div class="head"><h2 id="dim-h">Dimensions</h2><span class="muted small">a score is the weighted mean of those that apply, out of 10</span></div>
{{>RUBRIC}}
</section>
<section class="band" aria-labelledby="versions-h">
<div class="head"><h2 id="versions-h">Versions</h2><span class="muted small">never changed; each score keeps its own</span></div>
<form method="get" action="/quality/rubric/diff">
<div class="scroll" tabindex="0" role="region" aria-label="Table of versions"><table class="table">
<caption class="vh">Versions, newest first</caption>
<thead><tr><th scope="col">Version</th><th scope="col">Name</th><th scope="col">Note</th><th scope="col">By</th><th scope="col">When</th>{{#COMPARED}}<th scope="col">Compare</th>{{/COMPARED}}</tr></thead>
<tbody>
{{#VERSION_ROW}}<tr data-row><th scope="row" class="nowrap"><a href="{{URL}}">{{N}}<span class="vh">, version of the rubric</span></a>{{#ACTIVE}} <span class="tag">in force</span>{{/ACTIVE}}</th><td>{{NAME}}</td><td>{{NOTE}}</td><td>{{WHO}}</td><td class="nowrap"><time datetime="{{ISO}}">{{WHEN}}</time></td>{{#COMPARE}}<td class="nowrap"><label><input type="radio" name="a" value="{{N}}"{{#A}} checked{{/A}}> from<span class="vh"> version {{N}}</span></label> <label><input type="radio" name="b" value="{{N}}"{{#B}} checked{{/B}}> to<span class="vh"> version {{N}}</span></label></td>{{/COMPARE}}</tr>
{{/VERSION_ROW}}
</tbody>
</table></div>
{{#COMPARED}}<p class="form-line"><button class="button">Compare</button></p>{{/COMPARED}}
</form>
{{#NEXT}}<p class="form-line"><a class="button" href="{{URL}}" rel="next">Older →</a></p>{{/NEXT}}
</section>
{{>FOOTER}}
