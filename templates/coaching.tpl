{{%AUTOESCAPE context="HTML"}}
<section class="band" aria-labelledby="said-h">
<div class="head"><h2 id="said-h">{{TITLE}}</h2><span class="muted small">{{ABOUT}}</span></div>
{{#NONE}}<p class="empty-line">Nothing yet.</p>{{/NONE}}
<ol class="rows">
{{#NOTE}}<li class="todo"><div><p>{{#PINNED}}<span class="tag">example</span> {{/PINNED}}{{TEXT:p}}</p><p class="facts"><span>{{WHO}}</span>{{#ON}}<span>on <a href="{{URL}}">{{TEXT}}</a></span>{{/ON}}<time datetime="{{ISO}}">{{WHEN}}</time></p></div>{{#REMOVE}}<form method="post" action="/quality/coaching/{{ID:u}}/remove"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><button class="button small">Take back<span class="vh"> what {{WHO}} said</span></button></form>{{/REMOVE}}</li>
{{/NOTE}}
</ol>
{{#FORM}}<details class="tell"><summary>Say something in general</summary>
<form class="review" method="post" action="/quality/agents/{{ID:u}}/coaching"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="follows" value="{{FOLLOWS:u}}">
<label>For the agent and reviewers alone; on one reply, say it there<textarea name="text" rows="3" maxlength="4000" required></textarea></label>
<label class="tick"><input type="checkbox" name="pinned" value="1">Keep it on top as an example</label>
<button class="button">Say it</button>
</form></details>{{/FORM}}
</section>
{{#CYCLES}}<section class="band" aria-labelledby="cycles-h">
<div class="head"><h2 id="cycles-h">Reviews asked for</h2><span class="muted small">in cycles that are open</span></div>
<div class="scroll" tabindex="0" role="region" aria-label="Reviews asked for, by cycle"><table class="table stacked cover">
<caption class="vh">How far each cycle is with this agent</caption>
<thead><tr><th scope="col">Cycle</th><th scope="col" class="num">Replies</th><th scope="col" class="num">Reviewed</th><th scope="col">Of the goal</th><th scope="col" class="num">To do</th><th scope="col" class="num">Skipped</th><th scope="col">Missing</th></tr></thead>
<tbody>
{{>COVER}}
</tbody>
</table></div>
</section>{{/CYCLES}}
