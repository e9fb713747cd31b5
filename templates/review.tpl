{{%AUTOESCAPE context="HTML"}}
{{#TOLD}}<p class="notice" role="status">{{TEXT}}</p>
{{/TOLD}}{{#FORM}}<section aria-labelledby="review-h">
<h2 id="review-h">{{TITLE}}</h2>
{{#DUTY}}<p class="small">For “{{TEXT}}”.</p>{{/DUTY}}
{{#HIDDEN}}<p class="notice">What others made of this reply is shown when you have submitted your review.{{#SEEN}} You have opened it with the engine’s score before, so your review does not count as blind.{{/SEEN}}</p>{{/HIDDEN}}
<details{{#OPEN}} open{{/OPEN}}><summary>{{SUMMARY}}</summary>
<form class="review" method="post" action="/quality/replies/{{ID:u}}/review">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="blind" value="{{BLIND}}"><input type="hidden" name="follows" value="{{FOLLOWS:u}}">
{{#FIELD}}<fieldset><legend>{{NAME}}{{#CRITICAL}} <span class="tag">critical</span>{{/CRITICAL}}</legend>
<p class="small muted">{{GUIDANCE}}</p>
<label>Mark, of {{SCALE}}<select name="mark.{{KEY}}">{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select></label>
<label>Why<input type="text" name="why.{{KEY}}" maxlength="500" value="{{WHY}}" autocomplete="off"></label>
<label>Words that show it<input type="text" name="words.{{KEY}}" maxlength="500" value="{{WORDS}}" autocomplete="off"></label>
</fieldset>
{{/FIELD}}
<label>To the whole<textarea name="note" rows="3" maxlength="4000">{{NOTE:p}}</textarea></label>
<div class="pair"><button class="button primary" name="submit" value="1">Submit</button><button class="button" name="submit" value="0">Keep as draft</button></div>
</form>
</details>
{{#SKIP}}<details><summary>Skip it</summary>
<form class="review" method="post" action="/quality/replies/{{ID:u}}/skip"><input type="hidden" name="csrf" value="{{CSRF}}">
<label>Why it cannot be reviewed<input type="text" name="reason" maxlength="500" required autocomplete="off"></label>
<button class="button">Skip it</button>
</form></details>{{/SKIP}}
</section>{{/FORM}}
{{#REVIEW}}<section class="said-of">
<h2>{{HEADING}} by {{WHO}}</h2>
<p class="total">{{TOTAL}}<span class="muted"> of 10</span>{{#FAILED}} <span class="sev sev-critical">failed</span>{{/FAILED}}</p>
<p class="small muted"><time datetime="{{ISO}}">{{WHEN}}</time>{{#BLIND}}, without sight of the engine’s score{{/BLIND}}{{#OTHER_RUBRIC}}, {{TEXT}}{{/OTHER_RUBRIC}}</p>
{{#NOTE}}<p>{{TEXT}}</p>{{/NOTE}}
<table class="table">
<caption class="vh">Marks beside those of the engine</caption>
<thead><tr><th scope="col">Dimension</th><th scope="col" class="num">Review</th><th scope="col" class="num">Engine</th><th scope="col" class="num">Differs</th></tr></thead>
<tbody>
{{#MARK}}<tr><th scope="row">{{NAME}}{{#WHY}}<p class="small muted">{{TEXT}}</p>{{/WHY}}{{#WORDS}}<p class="small"><q>{{TEXT}}</q></p>{{/WORDS}}</th><td class="num">{{SCORE}}</td><td class="num">{{ENGINE}}</td><td class="num">{{DIFFERENCE}}</td></tr>
{{/MARK}}
<tr><th scope="row">Total</th><td class="num">{{TOTAL}}</td><td class="num">{{ENGINE}}</td><td class="num">{{DIFFERENCE}}</td></tr>
</tbody>
</table>
</section>
{{/REVIEW}}
{{#DISPUTE}}<section class="dispute">
<h2>Disputed <span class="tag">{{STATE}}</span></h2>
<p><q>{{TEXT}}</q></p>
<p class="small muted">{{WHO}}, {{WHEN}}</p>
{{#SETTLED}}<p class="small">{{STATE}} by {{WHO}}{{#SAID}}: <q>{{TEXT}}</q>{{/SAID}}</p>{{/SETTLED}}
{{#WITHDRAW}}<form method="post" action="/quality/disputes/{{ID:u}}/withdraw"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="button">Withdraw</button></form>{{/WITHDRAW}}
{{#SETTLE}}<form class="review" method="post" action="/quality/disputes/{{ID:u}}/settle"><input type="hidden" name="csrf" value="{{CSRF}}">
<label>Answer to the agent<textarea name="text" rows="3" maxlength="4000" required></textarea></label>
<div class="pair"><button class="button" name="state" value="upheld">Uphold the score</button><button class="button" name="state" value="changed">Changed by a review</button></div>
</form>{{/SETTLE}}
</section>
{{/DISPUTE}}
{{#DISPUTE_FORM}}<section>
<h2>You see it otherwise?</h2>
<form class="review" method="post" action="/quality/replies/{{ID:u}}/dispute"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="follows" value="{{FOLLOWS:u}}">
<label>What is wrong with the score<textarea name="text" rows="3" maxlength="4000" required></textarea></label>
<button class="button">Dispute it</button>
</form>
</section>{{/DISPUTE_FORM}}
{{#COACHING}}<section class="coaching">
<h2>{{HEADING}}</h2>
<p>{{TEXT}}</p>
<p class="small muted">{{WHO}}, {{WHEN}}</p>
{{#REMOVE}}<form method="post" action="/quality/coaching/{{ID:u}}/remove"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="/quality/replies/{{REPLY}}"><button class="button">Take back<span class="vh"> what was said</span></button></form>{{/REMOVE}}
</section>
{{/COACHING}}
{{#COACH_FORM}}<section>
<h2>Coach</h2>
<details><summary>Say something to the agent</summary>
<form class="review" method="post" action="/quality/replies/{{ID:u}}/coaching"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="follows" value="{{FOLLOWS:u}}">
<label>For the agent and reviewers alone<textarea name="text" rows="3" maxlength="4000" required></textarea></label>
<label class="tick"><input type="checkbox" name="pinned" value="1">Keep it on top as an example</label>
<button class="button">Say it</button>
</form></details>
</section>{{/COACH_FORM}}
