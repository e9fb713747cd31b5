{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<section class="state">
<p class="kicker">{{STATUS}}</p>
<h1>{{HEADING}}</h1>
{{#MESSAGE}}<p>{{TEXT}}</p>{{/MESSAGE}}
<p class="muted">{{KEPT}}</p>
<p><a class="button" href="{{STEP_URL}}">{{STEP}}</a></p>
</section>
{{>FOOTER}}
