{{%AUTOESCAPE context="HTML"}}
<p>[[{{X}}]]</p>
<p title="[[{{X}}]]">.</p>
<p title='[[{{X}}]]'>.</p>
<p class="a [[{{X}}]]">.</p>
<input value="[[{{X}}]]">
<a href="/c?q=[[{{X:u}}]]">.</a>
<a href="/c/[[{{X:u}}]]/x">.</a>
<pre>[[{{X:p}}]]</pre>
<textarea>[[{{X:p}}]]</textarea>
<i data-tip="[[{{X}}]]">.</i>
<svg><title>[[{{X}}]]</title><desc>[[{{X}}]]</desc><path d="[[{{X}}]]"/></svg>
{{#ROW}}<b>[[{{X}}]]</b>{{/ROW}}
{{>PART}}
