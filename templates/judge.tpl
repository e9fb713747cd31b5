{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<link rel="stylesheet" href="{{QUALITY_CSS}}">
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}}{{#OTHER}} · <a href="{{URL}}">{{TEXT}}</a>{{/OTHER}}{{#DRIFT}} · <a href="{{URL}}">{{TEXT}}</a>{{/DRIFT}}</p>
</section>
<div class="controls">
{{>CONTROLS}}
</div>
{{#EMPTY}}<section class="state">
<h2>Nothing to compare yet</h2>
<p>{{TEXT}}, and no two people have judged the same reply in these days.</p>
<p><a class="button" href="{{URL}}">{{STEP}}</a></p>
</section>
{{/EMPTY}}
{{#ENGINE}}<section class="band" aria-labelledby="engine-h">
<div class="head"><h2 id="engine-h">Engine and people</h2><span class="muted small">the newest review of each reply; differs: the engine less the person{{#CUT}}; of more than {{MOST}} replies the newest {{MOST}}{{/CUT}}</span><a class="quiet" href="{{AGREEMENT_CSV}}">CSV<span class="vh"> of agreement</span></a></div>
{{#NONE}}<p class="empty-line">{{TEXT}}.{{#MAY}} <a href="/quality/queue">Review some</a>, or assign reviews there.{{/MAY}}</p>{{/NONE}}
{{#TABLE}}<div class="scroll" tabindex="0" role="region" aria-label="Engine and people by dimension"><table class="table">
<caption class="vh">Agreement of the engine with people, by dimension</caption>
<thead><tr><th scope="col">Dimension</th><th scope="col" class="num">Replies</th><th scope="col" class="num">The same mark</th><th scope="col" class="num">Agreement (weighted kappa, 95 %)</th><th scope="col" class="num">Differs, mean</th></tr></thead>
<tbody>
{{#DIMENSION}}<tr><th scope="row">{{NAME}}</th><td class="num">{{#REPLIES}}{{#LINK}}<a class="fact" href="{{URL}}">{{N}}<span class="vh"> replies judged by both</span></a>{{/LINK}}{{#PLAIN}}{{N}}{{/PLAIN}}{{/REPLIES}}</td><td class="num">{{EXACT}}</td><td class="num nowrap">{{KAPPA}}{{#FEW}}<span class="muted">fewer than {{LEAST}}</span>{{/FEW}}</td><td class="num">{{BIAS}}</td></tr>
{{/DIMENSION}}
</tbody>
</table></div>{{/TABLE}}
</section>{{/ENGINE}}
{{#PEOPLE}}<section class="band" aria-labelledby="people-h">
<div class="head"><h2 id="people-h">People and people</h2><span class="muted small">every two members of a calibration who judged the same reply in these days: no engine can be expected to do better{{#CUT}}; of more than {{MOST}} pairs the newest {{MOST}}{{/CUT}}</span></div>
{{#NONE}}<p class="empty-line">No two people have judged the same reply in these days.{{#MAY}} <a href="/quality/calibration">Begin a calibration</a>: 30 replies and two people are enough.{{/MAY}}</p>{{/NONE}}
{{#TABLE}}<div class="scroll" tabindex="0" role="region" aria-label="People and people by dimension"><table class="table">
<caption class="vh">Agreement of people with each other, by dimension</caption>
<thead><tr><th scope="col">Dimension</th><th scope="col" class="num">Pairs</th><th scope="col" class="num">The same mark</th><th scope="col" class="num">Agreement (weighted kappa, 95 %)</th><th scope="col" class="num">Differs, mean</th></tr></thead>
<tbody>
{{#DIMENSION}}<tr><th scope="row">{{NAME}}</th><td class="num">{{#REPLIES}}{{#LINK}}<a class="fact" href="{{URL}}">{{N}}<span class="vh"> replies judged by both</span></a>{{/LINK}}{{#PLAIN}}{{N}}{{/PLAIN}}{{/REPLIES}}</td><td class="num">{{EXACT}}</td><td class="num nowrap">{{KAPPA}}{{#FEW}}<span class="muted">fewer than {{LEAST}}</span>{{/FEW}}</td><td class="num">{{BIAS}}</td></tr>
{{/DIMENSION}}
</tbody>
</table></div>{{/TABLE}}
</section>{{/PEOPLE}}
{{#AGAIN}}<section class="band" id="again" aria-labelledby="again-h">
<div class="head"><h2 id="again-h">The engine and itself</h2><span class="muted small">replies that it judges again, as they were and with what must not matter changed; a verdict turns when it crosses {{PASS}} of 10 or moves by more than {{STEP}}</span>{{#TABLE}}<a class="quiet" href="{{CSV}}">CSV<span class="vh"> of turned verdicts</span></a>{{/TABLE}}</div>
{{#SAYS}}<p data-live>{{TEXT}}</p>{{/SAYS}}
{{#NONE}}<p class="empty-line">{{TEXT}}</p>{{/NONE}}
{{#TABLE}}<div class="scroll" tabindex="0" role="region" aria-label="Verdicts that turned"><table class="table">
<caption class="vh">Share of verdicts that turned when the engine judged again, by dimension and change, with 95 % intervals</caption>
<thead><tr><th scope="col">Dimension</th>{{#CHANGE}}<th scope="col" class="num">{{NAME}}</th>{{/CHANGE}}</tr></thead>
<tbody>
{{#FLIP}}<tr><th scope="row">{{NAME}}</th>{{#CELL}}<td class="num">{{SHARE}}<span class="sub muted small">{{OF}}</span></td>{{/CELL}}</tr>
{{/FLIP}}
</tbody>
</table></div>{{/TABLE}}
{{#FORM}}<form method="get" action="/quality/report#again">
<input type="hidden" name="engine" value="{{ENGINE}}"><input type="hidden" name="rubric" value="{{RUBRIC}}">
<p class="form-line"><label>Judge again <input type="number" name="again" value="{{REPLIES}}" min="1" max="{{MOST}}" size="4"> replies</label> <button class="button">What would it cost?</button></p>
</form>
{{#START}}<form method="post" action="/quality/report/again">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="engine" value="{{ENGINE}}"><input type="hidden" name="rubric" value="{{RUBRIC}}"><input type="hidden" name="replies" value="{{REPLIES}}">
<p class="form-line"><span role="status">{{TEXT}}</span> <button class="button primary">Judge again</button></p>
<p class="muted small">What comes of it stands here alone: no score, mean or list holds it.</p>
</form>{{/START}}{{/FORM}}
</section>{{/AGAIN}}
{{>FOOTER}}
