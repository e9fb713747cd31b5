{{%AUTOESCAPE context="HTML"}}
{{>CHART}}
