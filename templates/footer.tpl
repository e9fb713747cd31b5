{{%AUTOESCAPE context="HTML"}}
</main>
<footer class="foot">
<span>Tidemark {{VERSION}}</span>
<span class="zone">Times in {{ZONE}}</span>
<span class="on-paper">{{ADDRESS}}, {{NOW}}</span>
{{#KEYS}}<span class="keys needs-js"><kbd>/</kbd> search, <kbd>j</kbd> <kbd>k</kbd> move, <kbd>Enter</kbd> open, <kbd>?</kbd> all keys</span>{{/KEYS}}
</footer>
{{#KEYS}}<dialog id="keys" class="keys-help" aria-labelledby="keys-h">
<h2 id="keys-h">Keys</h2>
<dl class="pairs">
<dt><kbd>/</kbd></dt><dd>search</dd>
<dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next, previous row</dd>
<dt><kbd>Enter</kbd></dt><dd>open the row</dd>
<dt><kbd>x</kbd></dt><dd>tick the row</dd>
<dt><kbd>a</kbd></dt><dd>tick all rows</dd>
<dt><kbd>d</kbd></dt><dd>mark what is ticked, else the row, as done</dd>
<dt><kbd>?</kbd></dt><dd>this list</dd>
</dl>
<form method="dialog"><button class="button">Close</button></form>
</dialog>
{{/KEYS}}</body>
</html>
