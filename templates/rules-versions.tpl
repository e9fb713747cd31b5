{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<h1>Versions of the rules</h1>
{{>TABS}}
{{#EMPTY}}<p class="empty-line">No version is stored yet: the first analysis stores the rules that come with Tidemark.</p>{{/EMPTY}}
<form method="get" action="/settings/rules/diff">
<div class="scroll" tabindex="0" role="region" aria-label="Table of versions"><table class="table">
<caption class="vh">Versions, newest first</caption>
<thead><tr><th scope="col">Version</th><th scope="col">Name</th><th scope="col">Why</th><th scope="col">By</th><th scope="col">When</th><th scope="col">Compare</th><th scope="col">File</th></tr></thead>
<tbody>
{{#VERSION}}<tr><th scope="row">{{N}}{{#ACTIVE}} <span class="tag">in force</span>{{/ACTIVE}}</th><td>{{NAME}}</td><td>{{WHY}}</td><td>{{WHO}}</td><td><time datetime="{{ISO}}">{{WHEN}}</time></td><td class="nowrap"><label><input type="radio" name="a" value="{{N}}"{{#A}} checked{{/A}}> from<span class="vh"> version {{N}}</span></label> <label><input type="radio" name="b" value="{{N}}"{{#B}} checked{{/B}}> to<span class="vh"> version {{N}}</span></label></td><td><a href="{{URL}}">export<span class="vh"> version {{N}}</span></a></td></tr>
{{/VERSION}}
</tbody>
</table></div>
<p class="form-line"><button class="button">Compare</button></p>
</form>
{{#BACK}}<form class="form-line" method="post" action="/settings/rules/start">
<input type="hidden" name="csrf" value="{{CSRF}}">
<label>Go back to version <select name="from">{{#OLD}}<option value="{{N}}">{{N}}</option>{{/OLD}}</select></label>
<button class="button">Use as my draft</button>
<span class="muted small">Try it there, then save it as a new version.</span>
</form>{{/BACK}}
{{#NEXT}}<p class="form-line"><a class="button" href="{{URL}}" rel="next">Older →</a></p>{{/NEXT}}
{{>FOOTER}}
