{{%AUTOESCAPE context="HTML"}}
{{#SAME}}<p class="empty-line">{{TEXT}}</p>{{/SAME}}
{{#SOME}}<div class="scroll" tabindex="0" role="region" aria-label="Table of changes"><table class="table changes">
<caption class="vh">Changes</caption>
<thead><tr><th scope="col">What</th><th scope="col">Change</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
<tbody>
{{#CHANGE}}<tr><th scope="row">{{#LINK}}<a href="{{URL}}">{{WHAT}} {{NAME}}</a>{{/LINK}}{{#PLAIN}}{{WHAT}} {{NAME}}{{/PLAIN}}</th><td>{{KIND}}{{#MEMBER}} {{TEXT}}{{/MEMBER}}</td><td class="was">{{BEFORE:p}}</td><td class="is">{{AFTER:p}}</td></tr>
{{/CHANGE}}
</tbody>
</table></div>{{/SOME}}
