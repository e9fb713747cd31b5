{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<link rel="stylesheet" href="{{QUALITY_CSS}}">
<section class="lead">
<h1>Calibration</h1>
<p>Several people judge the same replies, unseen by each other, then compare. · <a href="/quality/queue">reviews to do</a></p>
</section>
{{#NONE}}<p class="empty-line">None yet: the form below begins one.</p>{{/NONE}}
<ol class="rows">
{{#SESSION}}<li class="todo" data-row><div><a class="subject" href="{{URL}}">{{NAME}}</a><p class="facts"><span>{{STATE}}</span><span>{{ABOUT}}</span><span>{{DONE}} judged</span><span>begun by {{WHO}}</span></p></div><span class="muted small">{{WHEN}}</span></li>
{{/SESSION}}
</ol>
<section class="band" aria-labelledby="new-h">
<div class="head"><h2 id="new-h">New session</h2></div>
<form class="fields" method="post" action="/quality/calibration"><input type="hidden" name="csrf" value="{{CSRF}}">
<label>Name<input type="text" name="name" maxlength="80" required autocomplete="off"></label>
<label>Reviewers, with commas between<input type="text" name="reviewers" value="{{ME}}" maxlength="1000" required autocomplete="off"></label>
<label>Replies, by chance of the last 30 days<input type="number" name="chance" value="10" min="1" max="50"></label>
<label>Or these, by the numbers of their addresses<input type="text" name="replies" maxlength="1000" autocomplete="off" placeholder="1041, 2207"></label>
<button class="button primary">Begin</button>
</form>
</section>
{{>FOOTER}}
