{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="same-origin">
<title>{{TITLE}} – Tidemark</title>
<link rel="icon" href="{{TIDEMARK_SVG}}" type="image/svg+xml">
<link rel="stylesheet" href="{{TIDEMARK_CSS}}">
<script src="{{THEME_JS}}"></script>
<script src="{{CHART_JS}}" defer></script>
<script src="{{KEYS_JS}}" defer></script>
<script src="{{CORRECT_JS}}" defer></script>
<script src="{{VIEWS_JS}}" defer></script>
{{#LIVE}}<script src="{{LIVE_JS}}" defer></script>
{{/LIVE}}
</head>
<body class="{{BODY_CLASS}}"{{#LIVE}} data-refresh="{{SECONDS}}"{{#EVENTS}} data-events="{{TOPIC}}"{{/EVENTS}}{{/LIVE}}>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<div class="top-in">
<a class="brand" href="{{HOME}}"><svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"><path d="M1.5 5.5c2.5-2.6 5-2.6 7.5 0s5 2.6 7.5 0"/><path d="M1.5 11.5h15" stroke-opacity=".45"/><path d="M4.5 16h9" stroke-opacity=".25"/></svg>Tidemark</a>
{{#SIGNED_IN}}<nav class="nav" aria-label="Main">
{{#NAV}}<a{{#NARROW}} class="only-narrow"{{/NARROW}} href="{{URL}}"{{#HERE}} aria-current="page"{{/HERE}}>{{NAME}}{{#OPEN}} <span class="count">{{N}}<span class="vh"> open</span></span>{{/OPEN}}</a>
{{/NAV}}
</nav>
<div class="top-right">
{{#FINDS}}<form class="find" action="/search" method="get" role="search">
<label class="vh" for="find">Search conversations</label>
<input id="find" type="search" name="q" placeholder="Search" autocomplete="off" maxlength="200"><kbd class="needs-js" aria-hidden="true">/</kbd>
</form>
<details class="menu views-menu">
<summary>Views</summary>
<div class="pop"><ul>
{{#VIEW}}<li><a href="{{URL}}">{{TEXT}}</a></li>
{{/VIEW}}
{{#SAVE_VIEW}}<li><a class="do" href="{{URL}}">Save this view</a></li>
{{/SAVE_VIEW}}
<li><a class="do" href="/views">All views</a></li>
</ul></div>
</details>{{/FINDS}}
<span class="zone" title="All times are in this zone">{{ZONE}}</span>
<a class="quiet" href="/account"{{#ON_ACCOUNT}} aria-current="page"{{/ON_ACCOUNT}}>Account</a>
</div>
{{/SIGNED_IN}}
</div>
</header>
<main id="main" tabindex="-1">
