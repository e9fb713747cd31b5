{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}} · <a href="{{SCORES_URL}}">what that changes in the scores</a> · <a href="/quality/rubric">all versions</a></p>
</section>
{{#SAME}}<p class="empty-line">They say the same.</p>{{/SAME}}
{{#SOME}}<div class="scroll" tabindex="0" role="region" aria-label="Table of changes"><table class="table changes">
<caption class="vh">Changes</caption>
<thead><tr><th scope="col">Dimension</th><th scope="col">Change</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
<tbody>
{{#CHANGE}}<tr><th scope="row">{{KEY}}</th><td>{{WHAT}}</td><td class="was">{{BEFORE:p}}</td><td class="is">{{AFTER:p}}</td></tr>
{{/CHANGE}}
</tbody>
</table></div>{{/SOME}}
{{>FOOTER}}
