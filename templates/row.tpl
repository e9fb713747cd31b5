{{%AUTOESCAPE context="HTML"}}
<li data-row>
<span class="sev sev-{{SEVERITY}}">{{SEVERITY}}</span>
<div class="main">
<a class="subject" href="{{URL}}">{{SUBJECT}}</a>
{{#SAID}}<p class="said">{{TEXT}}</p>{{/SAID}}
<p class="facts"><span>#{{NUMBER}}</span>{{#FACT}}<span>{{TEXT}}</span>{{/FACT}}{{#ALIKE}}<a href="{{URL}}">{{TEXT}}</a>{{/ALIKE}}</p>
</div>
<div class="side">{{#WAIT}}<span class="wait">waits {{TEXT}}</span><br>{{/WAIT}}{{#OPEN_WAIT}}<span>{{TEXT}} in office hours</span><br>{{/OPEN_WAIT}}<time datetime="{{ISO}}" title="{{WHEN}}">{{AGO}}</time>{{#STATUS}} · {{TEXT}}{{/STATUS}}{{#OPEN}} · <a class="open" href="{{URL}}" rel="noreferrer">Help Scout<span class="vh"> #{{NUMBER}}</span> ↗</a>{{/OPEN}}</div>
</li>
