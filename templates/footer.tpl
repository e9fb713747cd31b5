{{%AUTOESCAPE context="HTML"}}
</main>
<footer class="foot">
<span>Tidemark {{VERSION}}</span>
<span class="zone">Times in {{ZONE}}</span>
<span class="on-paper">{{ADDRESS}}, {{NOW}}</span>
{{#KEYS}}<span class="keys needs-js"><kbd>/</kbd> search, <kbd>j</kbd> <kbd>k</kbd> move, <kbd>Enter</kbd> open</span>{{/KEYS}}
</footer>
</body>
</html>
