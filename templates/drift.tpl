{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<link rel="stylesheet" href="{{QUALITY_CSS}}">
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}} · <a href="{{REPORT}}">engine and people</a></p>
</section>
<div class="controls">
{{>CONTROLS}}
</div>
{{#EMPTY}}<section class="state">
<h2>Nothing to compare yet</h2>
<p>Nobody answered a customer in these days under these filters, or what they wrote is not scored yet. Under <a href="/settings/quality">Settings</a> an administrator says who scores.</p>
<p><a class="button" href="{{URL}}">See the last year</a></p>
</section>{{/EMPTY}}
{{#FULL}}<section class="band" aria-labelledby="means-h">
<div class="head"><h2 id="means-h">Mean score by {{UNIT}}</h2><span class="muted small">of 10, by when replies were written (UTC), each under the judge that scored it first; a mark is where another judge began</span><a class="quiet" href="{{CSV}}">CSV<span class="vh"> of the course</span></a></div>
{{>COURSE}}
</section>
<section class="band" aria-labelledby="agree-h">
<div class="head"><h2 id="agree-h">Agreement with people by {{UNIT}}</h2><span class="muted small">weighted kappa of the totals, blind reviews alone</span></div>
{{>AGREEMENT}}{{#FEW}}<p class="empty-line">No {{UNIT}} has {{LEAST}} replies with a blind review. <a href="/quality/queue">Reviews are assigned there.</a></p>{{/FEW}}
</section>
<section class="band" aria-labelledby="judges-h">
<div class="head"><h2 id="judges-h">Judges</h2><span class="muted small">another model, prompt, engine or rubric is another judge</span></div>
<div class="scroll" tabindex="0" role="region" aria-label="Table of judges"><table class="table">
<caption class="vh">Who judged, in the order in which they began</caption>
<thead><tr><th scope="col">Judge</th><th scope="col">What is its own</th><th scope="col">Since</th><th scope="col" class="num">Replies judged first</th></tr></thead>
<tbody>
{{#JUDGE}}<tr><th scope="row">{{NAME}}</th><td>{{WHAT}}</td><td><time datetime="{{ISO}}">{{SINCE}}</time></td><td class="num">{{N}}</td></tr>
{{/JUDGE}}
</tbody>
</table></div>
</section>
{{#CHANGES}}<section class="band" aria-labelledby="changes-h">
<div class="head"><h2 id="changes-h">The same replies before and after a change</h2><span class="muted small">replies that both judges scored, with the 95 % interval of the mean move</span></div>
<div class="scroll" tabindex="0" role="region" aria-label="Table of changes"><table class="table">
<caption class="vh">Mean totals of the same replies under two judges that follow each other</caption>
<thead><tr><th scope="col">Judges</th><th scope="col">What changed</th><th scope="col" class="num">Replies of both</th><th scope="col" class="num">Before</th><th scope="col" class="num">After</th><th scope="col" class="num">Moved, mean</th><th scope="col" class="num">By more than 1</th></tr></thead>
<tbody>
{{#CHANGE}}<tr><th scope="row">{{NAME}}</th><td>{{WHAT}}</td><td class="num">{{N}}</td><td class="num">{{BEFORE}}</td><td class="num">{{AFTER}}</td><td class="num nowrap">{{MOVE}}</td><td class="num">{{MOVED}}</td></tr>
{{/CHANGE}}
</tbody>
</table></div>
</section>{{/CHANGES}}
<section class="band" aria-labelledby="all-h">
<div class="head"><h2 id="all-h">All of it by {{UNIT}}</h2></div>
<div class="scroll" tabindex="0" role="region" aria-label="The course as a table"><table class="table">
<caption class="vh">Means and agreement by time and judge</caption>
<thead><tr><th scope="col">When</th><th scope="col">Judge</th><th scope="col" class="num">Replies</th><th scope="col" class="num">Mean</th><th scope="col" class="num">Blind reviews</th><th scope="col" class="num">Differs, mean</th><th scope="col" class="num">Agreement</th></tr></thead>
<tbody>
{{#POINT}}<tr><th scope="row">{{WHEN}}</th><td>{{JUDGE}}</td><td class="num">{{N}}</td><td class="num nowrap">{{MEAN}}</td><td class="num">{{REVIEWS}}</td><td class="num">{{DIFFERS}}</td><td class="num">{{KAPPA}}</td></tr>
{{/POINT}}
</tbody>
</table></div>
</section>{{/FULL}}
{{>FOOTER}}
