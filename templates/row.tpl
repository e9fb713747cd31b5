{{%AUTOESCAPE context="HTML"}}
<li data-row>
<span class="sev sev-{{SEVERITY}}">{{SEVERITY}}</span>
<div class="main">
{{#NEW}}<b class="new">New</b>{{/NEW}}
<a class="subject" href="{{URL}}">{{SUBJECT}}</a>
{{#SAID}}<p class="said">{{TEXT}}</p>{{/SAID}}
<p class="facts"><span>#{{NUMBER}}</span>{{#FACT}}<span>{{TEXT}}</span>{{/FACT}}{{#ALIKE}}<a href="{{URL}}">{{TEXT}}</a>{{/ALIKE}}</p>
{{#RAISED}}<p class="raised">{{TEXT}}</p>{{/RAISED}}
{{#WHY}}<p class="why">{{TEXT}}</p>{{/WHY}}
</div>
<div class="side">{{#WAIT}}<span class="wait">waits {{TEXT}}</span><br>{{/WAIT}}<time datetime="{{ISO}}" title="{{WHEN}}">{{AGO}}</time>{{#STATUS}} · {{TEXT}}{{/STATUS}}{{#OPEN}} · <a class="open" href="{{URL}}" rel="noreferrer">Help Scout<span class="vh"> #{{NUMBER}}</span> ↗</a>{{/OPEN}}</div>
</li>
