{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<h1>{{NAME}}</h1>
<p class="muted">{{ROLE_TEXT}}</p>
<div class="stack">
<section>
<h2>Look</h2>
<p class="needs-js"><span class="seg" role="group" aria-label="Theme"><button type="button" data-theme-set="system" aria-pressed="true">As the system</button><button type="button" data-theme-set="light" aria-pressed="false">Light</button><button type="button" data-theme-set="dark" aria-pressed="false">Dark</button></span></p>
<noscript><p>Light or dark follows your system. Choosing here needs scripts.</p></noscript>
<p class="muted small">Kept in this browser.</p>
</section>
<section>
<h2>Time zone</h2>
<p>Times, days and the hours of charts are those of <b>{{ZONE}}</b>. The account's zone is {{ACCOUNT_ZONE}}.</p>
{{#ZONE_FORM}}<form class="form-line" method="post" action="/account/zone">
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="vh" for="zone">Your time zone</label>
<input id="zone" type="text" name="zone" value="{{CHOSEN}}" maxlength="63" list="zones" placeholder="{{ACCOUNT_ZONE}}" autocomplete="off">
<datalist id="zones">{{#CHOICE}}<option value="{{NAME}}"></option>{{/CHOICE}}</datalist>
<button class="button">Use this zone</button>
</form>
<p class="muted small">Yours alone, in every browser. Leave it empty for the account's.</p>{{/ZONE_FORM}}
</section>
<section>
<h2>Programs and scripts</h2>
<p>An API token reads the same data as JSON. It is made on the server and shown once:</p>
<p class="scroll" tabindex="0"><code>tidemark-admin token create reports --role viewer</code></p>
<p class="scroll" tabindex="0"><code>curl -H "Authorization: Bearer $TOKEN" {{BASE}}/admin/dashboard?hours=48</code></p>
{{#TOKENS}}<table class="table">
<caption class="vh">API tokens</caption>
<thead><tr><th scope="col">Token</th><th scope="col">Role</th><th scope="col">Made</th><th scope="col">Last used</th></tr></thead>
<tbody>
{{#TOKEN}}<tr><th scope="row">{{NAME}}</th><td>{{ROLE}}</td><td>{{MADE}}</td><td>{{USED}}</td></tr>
{{/TOKEN}}
</tbody>
</table>
<p><a class="quiet" href="/tokens.csv">CSV<span class="vh"> of API tokens</span></a></p>{{/TOKENS}}
</section>
<section>
<h2>Sign out</h2>
<p>Ends the session in this browser.</p>
<form class="form-line" method="post" action="/sign-out">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="button">Sign out</button>
</form>
</section>
</div>
{{>FOOTER}}
