{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<link rel="stylesheet" href="{{QUALITY_CSS}}">
<section class="lead">
<h1>{{NAME}}</h1>
<p>{{MORE}}{{#RUBRIC}} · <a href="{{URL}}">{{TEXT}}</a>{{/RUBRIC}} · <a href="/quality/calibration">all sessions</a></p>
{{#CLOSE}}<form method="post" action="/quality/calibration/{{ID:u}}/close"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="button">End the session</button></form>{{/CLOSE}}
</section>
<section class="band" aria-labelledby="replies-h">
<div class="head"><h2 id="replies-h">Replies</h2><span class="muted small">totals, of 10</span></div>
<div class="scroll" tabindex="0" role="region" aria-label="Totals of each reply"><table class="table">
<caption class="vh">Totals of each reply by each member</caption>
<thead><tr><th scope="col">Reply</th>{{#MEMBER}}<th scope="col" class="num">{{NAME}}</th>{{/MEMBER}}</tr></thead>
<tbody>
{{#REPLY}}<tr data-row><th scope="row"><a href="{{URL}}">{{SUBJECT}}</a></th>{{#CELL}}<td class="num">{{TEXT}}</td>{{/CELL}}</tr>
{{/REPLY}}
</tbody>
</table></div>
</section>
{{#FULL}}<section class="band" aria-labelledby="agree-h">
<div class="head"><h2 id="agree-h">Agreement</h2><span class="muted small">of every two members who judged the same reply</span></div>
<div class="scroll" tabindex="0" role="region" aria-label="Agreement by dimension"><table class="table">
<caption class="vh">Agreement by dimension</caption>
<thead><tr><th scope="col">Dimension</th><th scope="col" class="num">Pairs</th><th scope="col" class="num">The same mark</th><th scope="col" class="num">Agreement (weighted kappa, 95 %)</th></tr></thead>
<tbody>
{{#DIMENSION}}<tr><th scope="row">{{NAME}}</th><td class="num">{{#REPLIES}}{{N}}{{/REPLIES}}</td><td class="num">{{EXACT}}</td><td class="num nowrap">{{KAPPA}}{{#FEW}}<span class="muted">fewer than {{LEAST}}</span>{{/FEW}}</td></tr>
{{/DIMENSION}}
</tbody>
</table></div>
</section>
<section class="band" aria-labelledby="bias-h">
<div class="head"><h2 id="bias-h">Strict or mild</h2><span class="muted small">mean difference to the others of the same reply</span></div>
<div class="scroll" tabindex="0" role="region" aria-label="Difference to the others"><table class="table">
<caption class="vh">Mean difference of each member to the others</caption>
<thead><tr><th scope="col">Member</th>{{#COLUMN}}<th scope="col" class="num">{{NAME}}</th>{{/COLUMN}}</tr></thead>
<tbody>
{{#BIAS}}<tr><th scope="row">{{NAME}}</th>{{#CELL}}<td class="num">{{TEXT}}</td>{{/CELL}}</tr>
{{/BIAS}}
</tbody>
</table></div>
</section>{{/FULL}}
{{>FOOTER}}
