{{%AUTOESCAPE context="HTML"}}
{{#A}}{{#B}}{{#A}}x{{/A}}{{/B}}{{#C}}c{{/C}}{{/A}}
{{#ROW}}{{#C}}c{{/C}}{{#D}}{{#ON}}d{{/ON}}{{/D}}{{/ROW}}
{{#ROW}}{{#ON}}d{{/ON}}{{#READ_ONLY}}r{{/READ_ONLY}}{{/ROW}}{{#READ_ONLY}}r{{/READ_ONLY}}
