{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<link rel="stylesheet" href="{{QUALITY_CSS}}">
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{#REPLIES}}{{#LINK}}<a href="{{URL}}">{{TEXT}}</a>{{/LINK}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}{{/REPLIES}} {{MORE}}{{#PARTLY}} · <strong>{{TEXT}}</strong>{{/PARTLY}}{{#WAITING}} · {{TEXT}}{{/WAITING}}</p>
<p class="facts-line">{{#BESIDE}}<a href="{{URL}}">{{TEXT}}</a> {{/BESIDE}}</p>
</section>
<div class="controls">
{{>CONTROLS}}
</div>
{{#EMPTY}}<section class="state">
<h2>{{HEADING}}</h2>
<p>{{TEXT}}</p>
<p><a class="button" href="{{URL}}">{{STEP}}</a></p>
</section>
{{/EMPTY}}
{{>COACHING}}
{{#FULL}}
<ul class="tiles">
{{#TILE}}<li class="tile"><h2>{{NAME}}</h2>{{#LINK}}<a class="value" href="{{URL}}">{{VALUE}}</a>{{/LINK}}{{#PLAIN}}<span class="value">{{VALUE}}</span>{{/PLAIN}}<p class="sub">{{SUB}}{{#OF}}{{#AND}}, {{/AND}}<a href="{{URL}}">{{TEXT}}</a>{{/OF}}</p></li>
{{/TILE}}
</ul>
<section class="band" aria-labelledby="course-h">
<div class="head"><h2 id="course-h">Mean score by day</h2><span class="muted small">of 10, days in UTC</span><a class="quiet" href="{{TREND_CSV}}">CSV<span class="vh"> of the mean score by day</span></a></div>
{{>COURSE}}
</section>
<div class="band two">
<section class="by-dimension" aria-labelledby="dim-h">
<div class="head"><h2 id="dim-h">Dimensions</h2><span class="muted small">mean with its 95 % interval</span></div>
<table class="table">
<caption class="vh">Mean score of each dimension of the rubric</caption>
<thead class="vh"><tr><th scope="col">Dimension</th><th scope="col">Weight</th><th scope="col">Bar</th><th scope="col">Mean</th><th scope="col">Replies</th></tr></thead>
<tbody>
{{#DIMENSION}}<tr><th scope="row">{{NAME}}{{#CRITICAL}} <span class="tag">critical</span>{{/CRITICAL}}</th><td class="num muted weight">{{WEIGHT}}</td><td class="bk-bar"><svg aria-hidden="true" width="100%" height="12"><rect class="s-plain" y="2" width="{{W}}%" height="8" rx="1"/>{{#INTERVAL}}<line class="interval" x1="{{LOW}}%" x2="{{HIGH}}%" y1="6" y2="6"/>{{/INTERVAL}}</svg></td><td class="num nowrap">{{MEAN}} <span class="muted">of {{SCALE}}</span>{{#TO_ALL}}<span class="sub muted small">{{TEXT}}</span>{{/TO_ALL}}</td><td class="num"><a href="{{URL}}">{{N}}<span class="vh"> replies, lowest {{NAME}} first</span></a>{{#MISSING}}<a class="sub quiet" href="{{URL}}">{{TEXT}}<span class="vh"> a score in {{NAME}}</span></a>{{/MISSING}}</td></tr>
{{/DIMENSION}}
</tbody>
</table>
</section>
<section aria-labelledby="bins-h">
<div class="head"><h2 id="bins-h">Distribution</h2><span class="muted small">replies by score</span></div>
<ol class="bins">
{{#BIN}}<li><a href="{{URL}}"><svg aria-hidden="true" width="100%" height="{{H}}%"><rect class="s-plain" width="100%" height="100%" rx="1"/></svg><span class="n">{{N}}</span><span class="vh"> replies with a score of {{NAME}}</span></a><span class="muted small" aria-hidden="true">{{AT}}</span></li>
{{/BIN}}
</ol>
</section>
</div>
{{>COACHING}}
{{#AGENTS}}<section class="band" aria-labelledby="agents-h">
<div class="head"><h2 id="agents-h">Agents</h2><span class="muted small">by the author of each reply; means are weighted by replies</span><a class="quiet" href="{{ROLLUPS_CSV}}">CSV<span class="vh"> of agents</span></a></div>
<div class="scroll" tabindex="0" role="region" aria-label="Table of agents"><table class="table stacked agents">
<caption class="vh">Mean scores of each agent</caption>
<thead><tr><th scope="col">Rank</th><th scope="col">Agent</th><th scope="col" class="num">Replies</th><th scope="col" class="num">Score</th>{{#COLUMN}}<th scope="col" class="num">{{NAME}}</th>{{/COLUMN}}<th scope="col" class="num">Happiness</th></tr></thead>
<tbody>
{{#AGENT}}<tr data-row><td data-word="rank">{{#RANK}}{{RANK}}{{/RANK}}{{#FEW}}<span class="muted" title="ranked from {{LEAST}} replies on">–<span class="vh">too few replies for a rank</span></span>{{/FEW}}</td><th scope="row"><a href="{{URL}}">{{NAME}}</a></th><td class="num" data-word="replies"><a href="{{LIST_URL}}">{{N}}<span class="vh"> replies of {{NAME}}</span></a></td><td class="num nowrap" data-word="score">{{#SCORE}}{{#LINK}}<a class="fact" href="{{URL}}">{{VALUE}}</a>{{/LINK}}{{#PLAIN}}{{VALUE}}{{/PLAIN}}{{/SCORE}}</td>{{#MARK}}<td class="num" data-word="{{NAME}}">{{#LINK}}<a class="fact" href="{{URL}}">{{VALUE}}</a>{{/LINK}}{{#PLAIN}}{{VALUE}}{{/PLAIN}}</td>{{/MARK}}<td class="num" data-word="happiness">{{#HAPPY}}{{#LINK}}<a class="fact" href="{{URL}}">{{VALUE}}</a>{{/LINK}}{{#PLAIN}}{{VALUE}}{{/PLAIN}}{{/HAPPY}}</td></tr>
{{/AGENT}}
</tbody>
</table></div>
</section>{{/AGENTS}}
<section class="band" aria-labelledby="recent-h">
<div class="head"><h2 id="recent-h">Newest replies</h2><span class="right"><a class="quiet" href="{{LIST_URL}}">all of them</a> <a class="quiet" href="{{MESSAGES_CSV}}">CSV<span class="vh"> of scored replies</span></a></span></div>
<ol class="rows">
{{#REPLY}}<li class="reply" data-row><span class="score">{{TOTAL}}</span><div><a class="subject" href="{{URL}}">{{SUBJECT}}</a>{{#FAILED}} <span class="sev sev-critical">failed</span>{{/FAILED}}<p class="said">{{TEXT}}</p></div><span class="muted small">{{AGENT}} · <time datetime="{{ISO}}">{{WHEN}}</time></span></li>
{{/REPLY}}
</ol>
</section>
{{/FULL}}
{{>FOOTER}}
