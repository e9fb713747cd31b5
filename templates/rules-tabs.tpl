{{%AUTOESCAPE context="HTML"}}
<nav class="ranges tabs" aria-label="Rules">
{{#TAB}}<a href="{{URL}}"{{#HERE}} aria-current="page"{{/HERE}}>{{NAME}}</a>
{{/TAB}}
</nav>
{{#STALE}}<p class="notice bad">Your draft is based on version {{BASED}}, but version {{NOW}} by {{WHO}} is in force since {{WHEN}}. <a href="{{URL}}">See what it changed</a></p>{{/STALE}}
{{#DRAFT}}<p class="notice">You see your draft: {{CHANGES}} against version {{NOW}}. Nothing of it is in force. <a href="/settings/rules/draft">Try and save it</a></p>{{/DRAFT}}
