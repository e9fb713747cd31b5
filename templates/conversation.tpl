{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<header class="conv-head">
<h1>{{SUBJECT}}</h1>
<p class="facts"><span class="sev sev-{{SEVERITY}}">{{SEVERITY}}</span><span>#{{NUMBER}}</span><span>{{STATUS}}</span><span>{{MAILBOX}}</span><span><time datetime="{{ISO}}">{{CREATED}}</time></span>{{#WAITING}}<span>waits {{TEXT}} for a reply</span>{{/WAITING}}{{#OPEN}}<a href="{{URL}}" rel="noreferrer">Open in Help Scout ↗</a>{{/OPEN}}</p>
</header>
{{#NOTICE}}<p class="notice">{{TEXT}}</p>{{/NOTICE}}
<div class="conv">
<section aria-label="Messages">
{{#NO_MESSAGES}}<p class="empty-line">The messages of this conversation are not imported yet. They come with the next sweep, within a few minutes.</p>{{/NO_MESSAGES}}
{{#MESSAGE}}<article class="msg {{KIND}}" id="m{{ID}}">
<header class="msg-head"><b>{{WHO}}</b><span class="muted">{{WHAT}}</span><time datetime="{{ISO}}">{{WHEN}}</time></header>
{{#TEXT}}<div class="msg-body" dir="auto">{{BODY:p}}</div>{{/TEXT}}
{{#BLANK}}<p class="muted">No text in this message.</p>{{/BLANK}}
{{#CUT}}<p class="muted small">Shown up to {{LIMIT}}; the rest is in Help Scout.</p>{{/CUT}}
{{#QUOTED}}<details><summary>Quoted history</summary><div class="msg-body" dir="auto">{{BODY:p}}</div></details>{{/QUOTED}}
</article>
{{/MESSAGE}}
</section>
<aside class="aside" aria-label="Analysis">
{{#ANALYSIS}}
{{#SAID}}<p>{{TEXT}}</p>{{/SAID}}
<section aria-labelledby="facts-h">
<h2 id="facts-h">What it is about</h2>
<dl class="pairs">
{{#PAIR}}<dt>{{NAME}}</dt><dd>{{#LINK}}<a href="{{URL}}">{{VALUE}}</a>{{/LINK}}{{#PLAIN}}{{VALUE}}{{/PLAIN}}</dd>
{{/PAIR}}
</dl>
</section>
<section aria-labelledby="why-h">
<div class="head"><h2 id="why-h">Why</h2>{{#POINTS_KEY}}<span class="muted small">severity</span>{{/POINTS_KEY}}</div>
<ul class="reasons">
{{#REASON}}<li><span>{{TEXT}}{{#QUOTE}} <q>{{TEXT}}</q>{{/QUOTE}}</span><span class="num muted">{{POINTS}}</span></li>
{{/REASON}}
{{#NO_REASON}}<li>No rule matched.</li>{{/NO_REASON}}
</ul>
<p class="small muted">{{ENGINE}}</p>
</section>
{{/ANALYSIS}}
{{#GROUP}}<section aria-labelledby="alike-h">
<h2 id="alike-h">Group</h2>
{{#PLACE}}<p><a href="{{URL}}">{{TEXT}}</a> <span class="muted">{{COUNT}}</span></p>{{/PLACE}}
{{#WHY}}<p class="small muted">{{TEXT}}</p>{{/WHY}}
<ul class="reasons">
{{#ALIKE}}<li><a href="{{URL}}">{{SUBJECT}}</a><span class="num muted">{{AGO}}</span></li>
{{/ALIKE}}
</ul>
{{#MAY_MOVE}}<p><a class="button" href="{{MOVE_URL}}">Move to another group</a></p>{{/MAY_MOVE}}
</section>
{{/GROUP}}
{{#TAGS}}<section aria-labelledby="tags-h">
<h2 id="tags-h">Tags in Help Scout</h2>
<p class="chips">{{#TAG}}<span class="tag">{{TEXT}}</span>{{/TAG}}</p>
</section>
{{/TAGS}}
</aside>
</div>
{{>FOOTER}}
