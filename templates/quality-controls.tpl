{{%AUTOESCAPE context="HTML"}}
<nav class="ranges" aria-label="Range">
{{#RANGE}}<a href="{{URL}}"{{#HERE}} aria-current="true"{{/HERE}}>{{NAME}}</a>
{{/RANGE}}
</nav>
<details class="menu">
<summary>{{DAYS}}</summary>
<div class="pop"><form action="{{PATH}}" method="get">
{{#KEEP}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/KEEP}}
<label>First day<input type="date" name="start" value="{{START}}" required></label>
<label>Last day<input type="date" name="end" value="{{END}}" required></label>
<p class="muted small">Days are counted in UTC.</p>
<button class="button primary">Show</button>
</form></div>
</details>
{{#MENU}}<details class="menu">
<summary>{{CHOSEN}}</summary>
<div class="pop"><ul>
{{#CHOICE}}<li><a href="{{URL}}"{{#HERE}} aria-current="true"{{/HERE}}>{{NAME}}</a></li>
{{/CHOICE}}
</ul></div>
</details>
{{/MENU}}
{{#CHIP}}<a class="chip" href="{{URL}}">{{TEXT}}<span class="x" aria-hidden="true">×</span><span class="vh">, remove</span></a>
{{/CHIP}}
