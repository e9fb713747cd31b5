// SPDX-License-Identifier: MIT
// Looks for newer data every data-refresh seconds with the page's ETag, and
// changes <main> only when nobody is reading, pointing or typing there. What
// differs from before fades in; the rest stands still.
(function () {
	"use strict";
	var seconds = Number(document.body.dataset.refresh);
	var etag = null, last = null, waiting = null, failures = 0;

	if (!(seconds >= 5))
		return;

	function busy() {
		var main = document.getElementById("main");
		var selection = document.getSelection();

		return main.contains(document.activeElement) &&
		    document.activeElement !== main ||
		    main.querySelector(":is(.rows, table, .chart-hits):hover") ||
		    main.querySelector("details[open], .tick:checked") ||
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

	function swap(text) {
		var next = new DOMParser().parseFromString(text, "text/html");
		var main = next.getElementById("main");
		var old = document.getElementById("main");

		if (!main || !old)
			return;
		document.title = next.title;
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

	setInterval(look, seconds * 1000);
	document.addEventListener("visibilitychange", look);
})();
