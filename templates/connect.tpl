{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<p><a href="/settings">Settings</a></p>
<h1>Help Scout</h1>
<p>{{SENTENCE}}</p>
</div>
<div class="stack">
{{#PROBLEM}}<section role="alert">
<h2>That did not work</h2>
<p>{{TEXT}}.</p>
</section>{{/PROBLEM}}
<section>
<h2>Connection</h2>
{{#FACTS}}<table class="table">
<caption class="vh">The connection</caption>
<tbody>
{{#FACT}}<tr><th scope="row">{{NAME}}</th><td>{{TEXT}}</td></tr>
{{/FACT}}
</tbody>
</table>{{/FACTS}}
{{#NEXT}}<p><b>{{TEXT}}</b></p>{{/NEXT}}
{{#CONNECT}}<p>Help Scout asks whether Tidemark may read what you can read there, and brings you back here. Use an account that sees every inbox that is to be imported.</p>
<p class="form-line"><a class="button{{#PRIMARY}} primary{{/PRIMARY}}" href="/helpscout/oauth/start">{{DO}}</a></p>{{/CONNECT}}
</section>
{{#LEAVE}}<section>
<h2>Disconnect</h2>
<p>The tokens are deleted here at once; programs at work stop using theirs within a minute. {{AFTER}} Help Scout offers no call that ends a token: remove the app’s access there as well.</p>
<form class="form-line" method="post" action="/connect/disconnect">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="button">Disconnect</button>
</form>
</section>{{/LEAVE}}
<section>
<h2>The app in Help Scout</h2>
<p>Under <i>Your Profile, My Apps</i>. Its Redirection URL must be:</p>
<p class="scroll" tabindex="0"><code>{{REDIRECT_URL}}</code></p>
{{#APP}}<p class="muted small">App ID {{TEXT}}, from the option hs_client_id.</p>{{/APP}}
</section>
</div>
{{>FOOTER}}
