// SPDX-License-Identifier: MIT
// Looks for newer data with the page's ETag: when live events say so, and every
// data-refresh seconds while none come. Changes <main> only when nobody is
// reading, pointing or typing there. What differs from before fades in; the rest
// stands still. A page with [data-look] looks in its own way when it gets
// "tidemark:look", and asks for a new <main> by "tidemark:refresh".
(function () {
	"use strict";
	// SILENCE: the server gives a sign of life every 30 seconds
	var GAP = 3000, SILENCE = 75000, RETRY = 2000, RETRY_MOST = 60000;
	var seconds = Number(document.body.dataset.refresh);
	var topic = document.body.dataset.events;
	var etag = null, last = null, waiting = null, failures = 0;
	var source = null, heard = 0, due = null, looked = 0, retry = RETRY;

	if (!(seconds >= 5))
		return;

	// A field that a person changed and did not send yet.
	function typed(field) {
		if (/checkbox|radio/.test(field.type))
			return field.checked !== field.defaultChecked;
		if (!field.options)
			return field.value !== field.defaultValue;
		return field.selectedIndex !== Math.max(0,
		    Array.from(field.options).findIndex(function (o) {
			return o.defaultSelected;
		}));
	}

	function busy() {
		var main = document.getElementById("main");
		var selection = document.getSelection();

		return main.contains(document.activeElement) &&
		    document.activeElement !== main ||
		    main.querySelector(":is(.rows, table, .chart-hits):hover") ||
		    main.querySelector("details[open], .tick:checked") ||
		    Array.from(main.querySelectorAll("input, select, textarea"))
			.some(typed) ||
		    selection && !selection.isCollapsed;
	}

	function markNew(old, main) {
		var numbers = ".lead h1, .value, :is(.groups, .breakdown) td.num";
		var was = old.querySelectorAll(numbers), known = new Set();

		main.querySelectorAll(numbers).forEach(function (e, i) {
			if (!was[i] || was[i].textContent !== e.textContent)
				e.classList.add("fresh-in");
		});
		old.querySelectorAll(".rows .subject").forEach(function (a) {
			known.add(a.getAttribute("href"));
		});
		main.querySelectorAll(".rows > li").forEach(function (row) {
			if (!known.has(row.querySelector(".subject")
			    .getAttribute("href")))
				row.classList.add("fresh-in");
		});
	}

	// The entries of the menu say how many incidents are open.
	function count(menu) {
		var old = document.querySelector(".nav");

		if (menu && old && menu.innerHTML !== old.innerHTML &&
		    !old.contains(document.activeElement))
			old.replaceWith(menu);
	}

	function swap(text) {
		var next = new DOMParser().parseFromString(text, "text/html");
		var main = next.getElementById("main");
		var old = document.getElementById("main");

		if (!main || !old)
			return;
		document.title = next.title;
		count(next.querySelector(".nav"));
		markNew(old, main);
		old.replaceWith(main);
		document.dispatchEvent(new Event("tidemark:fresh"));
	}

	function say(text) {
		document.querySelectorAll("[data-live]").forEach(function (p) {
			p.textContent = text;
		});
	}

	function settle() {
		if (waiting === null)
			return;
		if (busy()) {
			say("new data, shown when you let go");
			return;
		}
		swap(waiting);
		waiting = null;
	}

	function look() {
		if (document.hidden)
			return;
		fetch(location.href, {
			headers: etag ? { "If-None-Match": etag } : {},
			cache: "no-store",
			credentials: "same-origin",
		}).then(function (answer) {
			if (answer.status === 304)
				return null;
			if (!answer.ok || answer.redirected)
				throw new Error(String(answer.status));
			etag = answer.headers.get("ETag");
			return answer.text();
		}).then(function (text) {
			failures = 0;
			if (text !== null && text !== last)
				last = waiting = text;
			settle();
		}).catch(function () {
			if (++failures >= 2)
				say("no answer from the server, trying again");
		});
	}

	function fresh() {
		looked = Date.now();
		if (document.querySelector("[data-look]"))
			document.dispatchEvent(new Event("tidemark:look"));
		else
			look();
	}

	// Not all viewers in the same moment, and none too often.
	function soon(spread) {
		if (due === null)
			due = setTimeout(function () {
				due = null;
				fresh();
			}, Math.max(Math.random() * spread,
			    looked + GAP - Date.now()));
	}

	function hear(text) {
		var message = JSON.parse(text);

		heard = Date.now();
		if (message.type === "changed" &&
		    message.what.indexOf(topic) >= 0)
			soon(message.spread);
	}

	function listen() {
		if (!topic || !window.EventSource || source || document.hidden)
			return;
		source = new EventSource("/admin/events");
		source.onmessage = function (e) {
			hear(e.data);
		};
		source.onopen = function () {
			// what was said meanwhile is not known
			if (heard)
				soon(5000);
			heard = Date.now();
			retry = RETRY;
		};
		// A browser would come back at once, together with all others.
		source.onerror = function () {
			deafen();
			setTimeout(listen, retry * (1 + Math.random()));
			retry = Math.min(retry * 2, RETRY_MOST);
		};
	}

	function deafen() {
		if (source)
			source.close();
		source = null;
	}

	function live() {
		return source && source.readyState === EventSource.OPEN &&
		    Date.now() - heard < SILENCE;
	}

	listen();
	setInterval(function () {
		if (!live())
			fresh();
	}, seconds * 1000);
	setInterval(settle, 2000);
	document.addEventListener("tidemark:refresh", look);
	document.addEventListener("visibilitychange", function () {
		// a browser opens six connections to a site, and no more
		if (document.hidden) {
			deafen();
			return;
		}
		listen();
		fresh();
	});
})();
