{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<p><a href="/settings">Settings</a></p>
<h1>Learning</h1>
<p>{{SENTENCE}}{{#JOB}} <a href="/jobs?kind=rules_apply">{{TEXT}}</a>{{/JOB}}</p>
</div>
<div class="stack">
<section>
<h2>What was learned</h2>
<p>{{MISSING}} One in five is held back and never learned from. A new model comes into use when it is right on no fewer of these than what was in use.</p>
{{#SAID}}<p class="muted small">{{TEXT}}</p>{{/SAID}}
{{#NONE}}<p class="empty-line">Nothing was learned yet. Correct the category of conversations on their pages: <a href="/conversations?category=other">those that the rules know nothing of</a> are a good place to begin.</p>{{/NONE}}
{{#LEDGER}}<p class="form-line"><a class="quiet" href="/settings/learning.csv">CSV<span class="vh"> of the attempts</span></a></p><div class="scroll" tabindex="0" role="region" aria-label="Table of attempts"><table class="table stacked">
<caption class="vh">Attempts to learn, newest first</caption>
<thead><tr><th scope="col">When</th><th scope="col">Version</th><th scope="col">Corrections</th><th scope="col">Compared with</th><th scope="col">Right before</th><th scope="col">Right after</th><th scope="col">What came of it</th><th scope="col"><span class="vh">Go back</span></th></tr></thead>
<tbody>
{{#ATTEMPT}}<tr><th scope="row"><time datetime="{{ISO}}">{{WHEN}}</time></th><td data-word="version">{{MODEL}}{{#IN_USE}} <span class="tag">in use</span>{{/IN_USE}}</td><td data-word="corrections">{{EXAMPLES}}</td><td data-word="compared with">{{AGAINST}}</td><td data-word="right before">{{BEFORE}}</td><td data-word="right after">{{AFTER}}</td><td>{{OUTCOME}}</td><td>{{#USE}}<form method="post" action="/settings/learning/use"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="version" value="{{VERSION}}"><button class="button small">Use<span class="vh"> version {{VERSION}}</span></button></form>{{/USE}}</td></tr>
{{/ATTEMPT}}
</tbody>
</table></div>
{{#NEXT}}<p class="form-line"><a class="button" href="{{URL}}" rel="next">Older →</a></p>{{/NEXT}}
{{/LEDGER}}
{{#BACK}}{{#USE}}<form class="form-line" method="post" action="/settings/learning/use"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="version" value="{{VERSION}}"><button class="button">Use the rules alone</button> <span class="muted small">All conversations are judged anew; what people said stays.</span></form>{{/USE}}{{/BACK}}
</section>
<section>
<h2>Label these to help most</h2>
{{#NO_PICKS}}<p class="empty-line">The next run after a model is in use picks them.</p>{{/NO_PICKS}}
{{#PICKS}}<ul class="plain">
{{#PICK}}<li><a href="{{URL}}">{{SUBJECT}}</a> <span class="muted small">{{WHY}}</span></li>
{{/PICK}}
</ul>{{/PICKS}}
</section>
</div>
{{>FOOTER}}
