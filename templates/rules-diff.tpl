{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<section class="lead">
<h1>{{SENTENCE}}</h1>
<p>{{MORE}}</p>
</section>
{{>TABS}}
{{>CHANGES}}
{{>FOOTER}}
