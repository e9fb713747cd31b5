{{%AUTOESCAPE context="HTML"}}
<em>[[{{X}}]]</em><u>{{EVERYWHERE}}</u>
