{{%AUTOESCAPE context="HTML"}}
<ol class="rubric">
{{#DIMENSION}}<li><div class="head"><h3>{{NAME}}</h3><span class="muted small">{{KEY}}</span>{{#CRITICAL}}<span class="tag">critical: 0 fails the whole reply</span>{{/CRITICAL}}{{#ALWAYS}}<span class="tag">always applies</span>{{/ALWAYS}}<span class="weight"><svg aria-hidden="true" width="100%" height="6"><rect class="s-plain" width="{{W}}%" height="6" rx="1"/></svg> <strong>{{WEIGHT}}</strong> <span class="muted">0 to {{SCALE}}</span></span></div><p class="muted">{{GUIDANCE}}</p></li>
{{/DIMENSION}}
</ol>
