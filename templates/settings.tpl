{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead"><h1>Settings</h1><p>What is set here holds for everybody.</p></div>
<div class="stack">
{{#SETTING}}<section>
<h2><a href="{{URL}}">{{NAME}}</a></h2>
<p>{{TEXT}}</p>
</section>
{{/SETTING}}
</div>
{{>FOOTER}}
