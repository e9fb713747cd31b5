{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<p><a href="/settings">Settings</a></p>
<h1>Releases</h1>
<p>Marks on the time axis of every chart: what came out, so that what changed after it can be told from what did not.</p>
</div>
<div class="stack">
{{#FORM}}<section>
<h2>Mark a release</h2>
{{>FIELDS}}
</section>{{/FORM}}
<section class="wide">
<h2>On the charts</h2>
{{#NONE}}<p class="empty-line">Nothing is marked yet: what is added here stands on every chart.</p>{{/NONE}}
{{#RELEASES}}<div class="scroll" tabindex="0" role="region" aria-label="Releases on the charts"><table class="table">
<caption class="vh">Releases, newest first</caption>
<thead><tr><th scope="col">Release</th><th scope="col">Out since</th><th scope="col">Platform</th><th scope="col">Mailbox</th><th scope="col">Marked by</th><th scope="col"><span class="vh">Change</span></th></tr></thead>
<tbody>
{{#RELEASE}}<tr><th scope="row">{{LABEL}}</th><td class="nowrap">{{AT}}</td><td>{{PLATFORM}}</td><td>{{MAILBOX}}</td><td>{{WHO}}</td><td class="num">{{#EDIT}}<a class="quiet" href="{{URL}}">change<span class="vh"> {{LABEL}}</span></a>{{/EDIT}}</td></tr>
{{/RELEASE}}
</tbody>
</table></div>{{/RELEASES}}
</section>
</div>
{{>FOOTER}}
