{{%AUTOESCAPE context="HTML"}}
{{#ROW}}<li>{{NAME}} {{COUNT}} {{N}} {{X}}{{#FLAG}}!{{/FLAG}} of {{OWNER}}</li>
{{/ROW}}
{{#NEVER}}never{{/NEVER}}
