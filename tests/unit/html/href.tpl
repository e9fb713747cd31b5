{{%AUTOESCAPE context="HTML"}}
<a href="{{X}}">.</a>
