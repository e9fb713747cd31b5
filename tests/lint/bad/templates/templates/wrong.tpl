{{%AUTOESCAPE context="HTML"}}
<a href="/c/{{X}}">1</a> <a href="/c/{{X:u}}">fine</a>
<form action="/c?q={{X}}">
<p>{{X:none}}</p>
<button formaction="{{X}}">
<use xlink:href="{{X}}">
<p hx-get="{{X}}">
<p class={{X}}>
<script type="application/json">{{X}}</script>
<p style="width:1px">
<p onclick="x()">
<script>x()</script>
<p title="one
two">
