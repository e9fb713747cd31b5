{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<section class="state">
<p class="kicker">{{STATUS}}</p>
<h1>{{HEADING}}</h1>
{{#MESSAGE}}<p>{{TEXT}}</p>{{/MESSAGE}}
<p class="muted">{{KEPT}}</p>
{{#TYPED}}<form class="fields typed" method="post" action="{{ACTION}}" aria-labelledby="typed-h">
<h2 id="typed-h">What you typed</h2>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#FIELD}}<label>{{LABEL}}{{#MENU}}<select name="{{KEY}}">{{#OPTION}}<option value="{{VALUE}}"{{#HERE}} selected{{/HERE}}>{{NAME}}</option>{{/OPTION}}</select>{{/MENU}}{{#LONG}}<textarea name="{{KEY}}" rows="6">{{TYPED_VALUE:p}}</textarea>{{/LONG}}{{#TICK}}<input type="checkbox" name="{{KEY}}" value="{{TYPED_VALUE}}" checked>{{/TICK}}{{#SHORT}}<input type="text" name="{{KEY}}" value="{{TYPED_VALUE}}" autocomplete="off">{{/SHORT}}</label>
{{/FIELD}}
<button class="button primary">Send it again</button>
</form>
{{/TYPED}}<p><a class="button" href="{{STEP_URL}}">{{STEP}}</a></p>
</section>
{{>FOOTER}}
