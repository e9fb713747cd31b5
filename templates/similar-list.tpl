{{%AUTOESCAPE context="HTML"}}
<ul class="reasons">
{{#ONE}}<li data-row><span><a href="{{URL}}">{{SUBJECT}}</a><br>{{#REPLY}}<span class="small">{{TEXT}}</span>{{/REPLY}}<br>{{#FACT}}<span class="small muted">{{TEXT}} </span>{{/FACT}}</span></li>
{{/ONE}}
</ul>
