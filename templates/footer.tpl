{{%AUTOESCAPE context="HTML"}}
</main>
<footer class="foot">
<span>Tidemark {{VERSION}}</span>
<span>Times in {{ZONE}}</span>
<span class="needs-js"><kbd>/</kbd> search, <kbd>j</kbd> <kbd>k</kbd> move, <kbd>Enter</kbd> open</span>
</footer>
</body>
</html>
