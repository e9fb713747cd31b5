{{%AUTOESCAPE context="HTML"}}
<ul class="reasons">
{{#ONE}}<li data-row><div><a href="{{URL}}">{{SUBJECT}}</a>{{#REPLY}}<p class="small">{{TEXT}}</p>{{/REPLY}}
<p class="facts">{{#FACT}}<span>{{TEXT}}</span>{{/FACT}}</p></div></li>
{{/ONE}}
</ul>
