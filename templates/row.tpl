{{%AUTOESCAPE context="HTML"}}
<li data-row{{#PICKS}} class="picks"{{/PICKS}}>
{{#PICK}}<label class="pick"><input type="checkbox" class="tick" form="bulk" name="ids" value="{{ID}}" aria-label="Tick #{{NUMBER}}"></label>{{/PICK}}
<span class="sev sev-{{SEVERITY}}">{{SEVERITY}}</span>
<div class="main">
{{#NEW}}<b class="new">New</b>{{/NEW}}
<a class="subject" href="{{URL}}">{{SUBJECT}}</a>
{{#SAID}}<p class="said">{{TEXT}}</p>{{/SAID}}
<p class="facts"><span>#{{NUMBER}}</span>{{#FACT}}<span>{{TEXT}}</span>{{/FACT}}{{#ALIKE}}<a href="{{URL}}">{{TEXT}}</a>{{/ALIKE}}{{#BY}}<span class="by">{{TEXT}}</span>{{/BY}}</p>
{{#RAISED}}<p class="raised">{{TEXT}}</p>{{/RAISED}}
{{#WHY}}<p class="why">{{TEXT}}</p>{{/WHY}}
</div>
<div class="side">{{#WAIT}}<span class="wait">waits {{TEXT}}</span><br>{{/WAIT}}{{#OPEN_WAIT}}<span>{{TEXT}} in office hours</span><br>{{/OPEN_WAIT}}<time datetime="{{ISO}}" title="{{WHEN}}">{{AGO}}</time>{{#STATUS}} · {{TEXT}}{{/STATUS}}{{#OPEN}} · <a class="open" href="{{URL}}" rel="noreferrer">Help Scout<span class="vh"> #{{NUMBER}}</span> ↗</a>{{/OPEN}}{{#MENU}}
<details class="menu row-menu"><summary>Correct<span class="vh"> #{{NUMBER}}</span></summary><div class="pop"><form method="post" action="/corrections" data-swap>
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><input type="hidden" name="ids" value="{{ID}}">
<div class="pair">{{#MARK}}<button class="button" name="{{NAME}}" value="{{VALUE}}">{{TEXT}}</button>{{/MARK}}</div>
<div class="pair" role="group" aria-label="Severity">{{#SEV}}<button class="button" name="severity" value="{{NAME}}">{{NAME}}</button>{{/SEV}}</div>
<a href="{{CORRECT_URL}}">Category, intent, notes</a>
</form></div></details>{{/MENU}}</div>
</li>
