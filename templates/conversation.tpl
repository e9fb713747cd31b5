{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
{{>CHANGED}}
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
{{#PAIR}}<dt>{{NAME}}</dt><dd>{{#LINK}}<a href="{{URL}}">{{VALUE}}</a>{{/LINK}}{{#PLAIN}}{{VALUE}}{{/PLAIN}}{{#BY}} <span class="by">{{TEXT}}</span>{{/BY}}</dd>
{{/PAIR}}
</dl>
</section>
{{#CORRECT}}<section id="correct" aria-labelledby="correct-h">
<h2 id="correct-h">Correct</h2>
<form class="correct" method="post" action="/corrections" data-swap>
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><input type="hidden" name="ids" value="{{ID}}">
{{#CHOICE}}<label>{{LABEL}}<select name="{{FIELD}}">{{#OPTION}}<option value="{{VALUE}}">{{NAME}}</option>{{/OPTION}}</select></label>
{{/CHOICE}}
<label>Why<input type="text" name="notes" maxlength="2000" autocomplete="off"></label>
<button class="button primary">Save</button>
<div class="pair">{{#MARK}}<button class="button" name="{{NAME}}" value="{{VALUE}}">{{TEXT}}</button>{{/MARK}}</div>
</form>
</section>
{{/CORRECT}}
{{#SAID_BEFORE}}<section aria-labelledby="said-h">
<h2 id="said-h">What people said</h2>
<ul class="reasons">
{{#ENTRY}}<li><span>{{WHO}}: {{TEXT}}{{#NOTES}} <q>{{TEXT}}</q>{{/NOTES}}{{#STATE}} <span class="muted">{{TEXT}}</span>{{/STATE}}<br><time class="small muted" datetime="{{ISO}}" title="{{WHEN}}">{{AGO}}</time></span>{{#UNDO}}<form method="post" action="/corrections/undo" data-swap><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><input type="hidden" name="id" value="{{ID}}"><button class="button small">Undo</button></form>{{/UNDO}}</li>
{{/ENTRY}}
</ul>
</section>
{{/SAID_BEFORE}}
{{#SAYS}}<section aria-labelledby="says-h">
<h2 id="says-h">What the model says</h2>
{{#SUMMARY}}<p lang="{{LANG}}" dir="auto">{{TEXT}}</p>{{/SUMMARY}}
{{#TRANSLATION}}<p class="muted">{{TEXT}}</p>{{/TRANSLATION}}
{{#NONE}}<p>{{TEXT}}</p>{{/NONE}}
<dl class="pairs">
{{#FACT}}<dt>{{NAME}}</dt><dd>{{VALUE}}</dd>
{{/FACT}}
</dl>
<p class="small muted">{{ENGINE}}</p>
</section>
{{/SAYS}}
<section aria-labelledby="why-h">
<div class="head"><h2 id="why-h">Why</h2>{{#POINTS_KEY}}<span class="muted small">severity</span>{{/POINTS_KEY}}</div>
<ul class="reasons">
{{#REASON}}<li><span>{{TEXT}}{{#QUOTE}} <q>{{TEXT}}</q>{{/QUOTE}}</span><span class="num muted">{{POINTS}}</span></li>
{{/REASON}}
{{#NO_REASON}}<li>No rule matched.</li>{{/NO_REASON}}
</ul>
{{#LEARNT}}<p class="small">{{TEXT}} <a href="/settings/learning">What was learned</a></p>{{/LEARNT}}
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
{{#SIMILAR}}<section aria-labelledby="similar-h">
<h2 id="similar-h">Similar, and how they were answered</h2>
{{#WHY}}<p class="small muted">{{TEXT}}</p>{{/WHY}}
{{>LIKE}}
{{#MORE}}<p><a href="{{URL}}">More like this</a></p>{{/MORE}}
</section>
{{/SIMILAR}}
{{#TAGS}}<section aria-labelledby="tags-h">
<h2 id="tags-h">Tags in Help Scout</h2>
<p class="chips">{{#TAG}}<span class="tag">{{TEXT}}</span>{{/TAG}}</p>
</section>
{{/TAGS}}
</aside>
</div>
{{>FOOTER}}
