{{%AUTOESCAPE context="HTML"}}
{{>HEADER}}
<div class="lead">
<p><a href="/views">Views</a></p>
<h1>{{HEADING}}</h1>
<p class="path">{{PATH}}</p>
</div>
<div class="stack">
<section>
<form class="fields" method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#NEW}}<input type="hidden" name="path" value="{{PATH}}">{{/NEW}}
<label>Name<input type="text" name="name" value="{{NAME}}" required maxlength="{{NAME_MAX}}" autocomplete="off"></label>
{{#SHARE}}<label class="tick"><input type="checkbox" name="shared" value="1"{{#ON}} checked{{/ON}}> Share with everybody</label>{{/SHARE}}
<button class="button primary">Save</button>
</form>
</section>
{{#REMOVE}}<section>
<h2>Delete</h2>
<p>The link goes; the conversations stay.</p>
<form class="form-line" method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="button">Delete this view</button>
</form>
</section>{{/REMOVE}}
</div>
{{>FOOTER}}
