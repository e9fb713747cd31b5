{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<h1>{{SENTENCE}}</h1>
<p><a href="{{URL}}">{{SUBJECT}}</a> #{{NUMBER}}</p>
</div>
{{#NONE}}<section class="state">
<h2>None</h2>
<p>{{TEXT}}</p>
</section>
{{/NONE}}
{{#SOME}}<section class="band" aria-labelledby="like-h">
<div class="head"><h2 id="like-h">The most alike first, and how they were answered</h2><a class="quiet" href="{{CSV_URL}}">CSV</a></div>
{{>LIKE}}
</section>
{{/SOME}}
{{>FOOTER}}
