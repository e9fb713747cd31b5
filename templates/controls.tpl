{{%AUTOESCAPE context="HTML"}}
<nav class="ranges" aria-label="Range">
{{#RANGE}}<a href="{{URL}}"{{#HERE}} aria-current="true"{{/HERE}}>{{NAME}}</a>
{{/RANGE}}
</nav>
<details class="menu">
<summary>{{CUSTOM_NAME}}</summary>
<div class="pop"><form action="{{PATH}}" method="get">
{{#KEEP}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/KEEP}}
<label>From<input type="datetime-local" name="from" value="{{FROM}}" required></label>
<label>To<input type="datetime-local" name="to" value="{{TO}}" required></label>
<button class="button primary">Show</button>
</form></div>
</details>
<details class="menu">
<summary>{{MAILBOX}}</summary>
<div class="pop"><ul>
{{#MAILBOX_CHOICE}}<li><a href="{{URL}}"{{#HERE}} aria-current="true"{{/HERE}}>{{NAME}}</a></li>
{{/MAILBOX_CHOICE}}
</ul></div>
</details>
{{#COMPARES}}<details class="menu">
<summary><span class="muted">compared with</span> {{COMPARED}}</summary>
<div class="pop"><ul>
{{#COMPARE}}<li><a href="{{URL}}"{{#HERE}} aria-current="true"{{/HERE}}>{{NAME}}</a></li>
{{/COMPARE}}
</ul></div>
</details>
{{/COMPARES}}
