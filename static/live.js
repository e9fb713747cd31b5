// SPDX-License-Identifier: MIT
// Looks for newer data every data-refresh seconds with the page's ETag, and
// changes <main> only when nobody is reading, pointing or typing there.
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
		    main.querySelector("details[open]") ||
		    selection && !selection.isCollapsed;
	}

	function swap(text) {
		var next = new DOMParser().parseFromString(text, "text/html");
		var main = next.getElementById("main");
		var old = document.getElementById("main");

		if (!main || !old)
			return;
		document.title = next.title;
		old.replaceWith(main);
		main.classList.add("fresh-in");
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
			// the first answer only tells which version this page is
			if (text !== null && last !== null && text !== last)
				waiting = text;
			if (text !== null)
				last = text;
			settle();
		}).catch(function () {
			if (++failures >= 2)
				say("no answer from the server, trying again");
		});
	}

	setInterval(look, seconds * 1000);
	document.addEventListener("visibilitychange", look);
})();
