{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<link rel="stylesheet" href="{{QUALITY_CSS}}">
<header class="conv-head">
<h1>{{SUBJECT}}</h1>
<p class="facts"><span>Reply by {{AGENT}}</span><span><time datetime="{{ISO}}">{{WHEN}}</time></span><span>{{MAILBOX}}</span><span>{{#LINK}}<a href="{{URL}}">#{{NUMBER}}</a>{{/LINK}}{{#PLAIN}}#{{NUMBER}}{{/PLAIN}}</span>{{#RATING}}<span>rated {{TEXT}}{{#COMMENT}}: <q>{{TEXT}}</q>{{/COMMENT}}</span>{{/RATING}}</p>
</header>
<div class="conv">
<section aria-label="Messages">
{{#MESSAGE}}<article class="msg {{KIND}}{{#JUDGED}} judged{{/JUDGED}}" id="m{{ID}}">
<header class="msg-head"><b>{{WHO}}</b><span class="muted">{{#JUDGED}}the reply that is judged{{/JUDGED}}</span><time datetime="{{ISO}}">{{WHEN}}</time></header>
{{#TEXT}}<div class="msg-body" dir="auto">{{#PIECE}}{{#MARK}}<mark{{#AGAINST}} class="minus"{{/AGAINST}} title="{{SAYS}}">{{TEXT:p}}</mark>{{/MARK}}{{#OF}}<sup class="of">{{TEXT}}</sup>{{/OF}}{{#BARE}}{{TEXT:p}}{{/BARE}}{{/PIECE}}</div>{{/TEXT}}
</article>
{{/MESSAGE}}
</section>
<aside class="aside beside" aria-label="Score">
{{#SCORE_BOX}}<section aria-labelledby="score-h">
<h2 id="score-h">Score</h2>
<p class="total">{{TOTAL}}<span class="muted"> of 10</span>{{#FAILED}} <span class="sev sev-critical">failed</span>{{/FAILED}}</p>
{{#REASONING}}<p>{{TEXT}}</p>{{/REASONING}}
{{#ERROR}}<p class="notice">{{TEXT}}</p>{{/ERROR}}
<p class="small muted">{{BY}}.{{#SURE}} {{TEXT}}.{{/SURE}}</p>
<ul class="marks">
{{#MARK}}<li><div class="head"><span class="of" aria-hidden="true">{{POSITION}}</span><h3>{{NAME}}{{#CRITICAL}} <span class="tag">critical</span>{{/CRITICAL}}</h3><span class="muted small">{{WEIGHT}}</span>{{#VALUE}}<span class="score">{{TEXT}}</span>{{/VALUE}}{{#NONE}}<span class="score none small">{{TEXT}}</span>{{/NONE}}</div>
{{#REASON}}<p class="small">{{TEXT}}</p>{{/REASON}}
{{#EVIDENCE}}<p class="small"><q>{{TEXT}}</q>{{#LOST}} <span class="muted">is not in the message that it names</span>{{/LOST}}</p>{{/EVIDENCE}}
<ul class="signals small">
{{#SIGNAL}}<li><span>{{SAYS}}{{#WORDS}} <q>{{TEXT}}</q>{{/WORDS}}</span><span class="num muted">{{POINTS}}</span></li>
{{/SIGNAL}}
</ul>
</li>
{{/MARK}}
</ul>
</section>{{/SCORE_BOX}}
{{>REVIEW}}
{{#UNJUDGED}}<section><h2>Score</h2><p>This message is not judged: only published replies of people of the team are, and those that came just now within moments.</p></section>{{/UNJUDGED}}
{{#SCORES}}<section class="history" aria-labelledby="scores-h">
<h2 id="scores-h">All its scores</h2>
<ul class="reasons small">
{{#HISTORY}}<li><span>{{#HERE}}<b aria-current="true">{{TEXT}}</b>{{/HERE}}{{#OTHER}}<a href="{{URL}}">{{TEXT}}</a>{{/OTHER}}{{#KEPT}} <span class="muted">{{TEXT}}</span>{{/KEPT}}{{#COUNTS}} <span class="tag">counts</span>{{/COUNTS}}</span><time class="muted" datetime="{{ISO}}">{{WHEN}}</time></li>
{{/HISTORY}}
</ul>
</section>{{/SCORES}}
</aside>
</div>
{{>FOOTER}}
