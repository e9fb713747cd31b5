// SPDX-License-Identifier: MIT
// The working list: "More" adds the next page's rows below, by itself when they
// come into view, and says how far it is; newer ones appear above, or a line tells
// of them (live.js says when to look).
(function () {
	"use strict";
	var busy = false, longer = false;

	// Asked for each time: a correction puts another <main> in place.
	function list() {
		return document.querySelector("[data-list]");
	}

	function shown(nav) {
		return nav.querySelector("[data-shown]");
	}

	// The rows of the answer, and its place to go on from.
	function append(text) {
		var next = new DOMParser().parseFromString(text, "text/html");
		var nav = document.querySelector("nav.pages");
		var now = next.querySelector("nav.pages");

		next.querySelectorAll("[data-list] > li").forEach(function (row) {
			list().appendChild(document.importNode(row, true));
		});
		nav.replaceWith(document.importNode(now, true));
		longer = true;
		shown(document).textContent = list().children.length + " of " +
		    shown(document).dataset.total + " shown";
		document.dispatchEvent(new Event("tidemark:fresh"));
	}

	function more(link) {
		if (busy)
			return;
		busy = true;
		shown(document).textContent = "Reading more: " +
		    list().children.length + " of " +
		    shown(document).dataset.total;
		fetch(link.href, { credentials: "same-origin" })
		    .then(function (answer) {
			if (!answer.ok || answer.redirected)
				throw new Error(String(answer.status));
			return answer.text();
		}).then(function (text) {
			busy = false;
			append(text);
		}).catch(function () {
			busy = false;
			shown(document).textContent =
			    "No answer from the server: press More to try again";
		});
	}

	function watch() {
		var link = document.querySelector("[data-more]");
		var seen;

		if (!link || link.dataset.watched)
			return;
		link.dataset.watched = "yes";
		link.addEventListener("click", function (e) {
			e.preventDefault();
			more(link);
		});
		if (!window.IntersectionObserver)
			return;
		seen = new IntersectionObserver(function (entries) {
			// only below what somebody scrolled to
			if (entries[0].isIntersecting && window.scrollY > 0)
				more(link);
		}, { rootMargin: "200px" });
		seen.observe(link);
	}

	// The list's own filters; without an address nothing can arrive in it.
	function look() {
		var rows = list();

		if (document.hidden || !rows || !rows.dataset.look)
			return;
		fetch(rows.dataset.look, { credentials: "same-origin" })
		    .then(function (answer) {
			return answer.ok ? answer.json() : null;
		}).then(function (data) {
			var first = data && data.conversations[0];
			var newer = document.querySelector("[data-newer]");
			var link;

			if (!first || !newer || newer.firstChild ||
			    first.number <= Number(rows.dataset.newest))
				return;
			// who has gone on in the list keeps it
			if (!longer && window.scrollY === 0) {
				document.dispatchEvent(
				    new Event("tidemark:refresh"));
				return;
			}
			link = document.createElement("a");
			link.href = location.pathname + location.search;
			link.textContent = "Newer ones arrived: show them";
			newer.appendChild(link);
		}).catch(function () {
			// the next look may reach it
		});
	}

	if (!list())
		return;
	watch();
	document.addEventListener("tidemark:fresh", watch);
	document.addEventListener("tidemark:look", look);
})();
