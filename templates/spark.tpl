{{%AUTOESCAPE context="HTML"}}
<svg class="spark" role="img" aria-label="{{FINDING}}" viewBox="0 0 {{WIDTH}} {{HEIGHT}}" preserveAspectRatio="none"><title>{{FINDING}}</title><path d="{{D}}"/></svg>
