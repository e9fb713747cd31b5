{{%AUTOESCAPE context="HTML"}}
<li class="todo" data-row><div><a class="subject" href="{{URL}}">{{SUBJECT}}</a><p class="facts"><span>{{AGENT}}</span>{{#FACT}}<span>{{TEXT}}</span>{{/FACT}}</p></div><time class="muted small" datetime="{{ISO}}">{{WHEN}}</time></li>
