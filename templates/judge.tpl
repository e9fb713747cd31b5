{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<link rel="stylesheet" href="{{QUALITY_CSS}}">
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}}{{#OTHER}} · <a href="{{URL}}">{{TEXT}}</a>{{/OTHER}}</p>
</section>
<div class="controls">
{{>CONTROLS}}
</div>
<section class="band" aria-labelledby="engine-h">
<div class="head"><h2 id="engine-h">Engine and people</h2><span class="muted small">the newest review of each reply; differs: the engine less the person</span></div>
<div class="scroll" tabindex="0" role="region" aria-label="Engine and people by dimension"><table class="table">
<caption class="vh">Agreement of the engine with people, by dimension</caption>
<thead><tr><th scope="col">Dimension</th><th scope="col" class="num">Replies</th><th scope="col" class="num">The same mark</th><th scope="col" class="num">Agreement (weighted kappa, 95 %)</th><th scope="col" class="num">Differs, mean</th></tr></thead>
<tbody>
{{#ENGINE}}<tr><th scope="row">{{NAME}}</th><td class="num">{{N}}</td><td class="num">{{EXACT}}</td><td class="num nowrap">{{KAPPA}}{{#FEW}}<span class="muted">fewer than {{LEAST}}</span>{{/FEW}}</td><td class="num">{{BIAS}}</td></tr>
{{/ENGINE}}
</tbody>
</table></div>
</section>
<section class="band" aria-labelledby="people-h">
<div class="head"><h2 id="people-h">People and people</h2><span class="muted small">every two members of a calibration who judged the same reply in these days: no engine can be expected to do better</span></div>
<div class="scroll" tabindex="0" role="region" aria-label="People and people by dimension"><table class="table">
<caption class="vh">Agreement of people with each other, by dimension</caption>
<thead><tr><th scope="col">Dimension</th><th scope="col" class="num">Pairs</th><th scope="col" class="num">The same mark</th><th scope="col" class="num">Agreement (weighted kappa, 95 %)</th><th scope="col" class="num">Differs, mean</th></tr></thead>
<tbody>
{{#PEOPLE}}<tr><th scope="row">{{NAME}}</th><td class="num">{{N}}</td><td class="num">{{EXACT}}</td><td class="num nowrap">{{KAPPA}}{{#FEW}}<span class="muted">fewer than {{LEAST}}</span>{{/FEW}}</td><td class="num">{{BIAS}}</td></tr>
{{/PEOPLE}}
</tbody>
</table></div>
</section>
{{>FOOTER}}
