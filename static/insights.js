// SPDX-License-Identifier: MIT
// The working list: "More" adds the next page's rows below, by itself when they
// come into view, and says how far it is; a line tells when newer ones arrived.
(function () {
	"use strict";
	var list = document.querySelector("[data-list]");
	var newer = document.querySelector("[data-newer]");
	var LOOK_SECONDS = 20, busy = false;

	if (!list)
		return;

	function shown(nav) {
		return nav.querySelector("[data-shown]");
	}

	// The rows of the answer, and its place to go on from.
	function append(text) {
		var next = new DOMParser().parseFromString(text, "text/html");
		var nav = document.querySelector("nav.pages");
		var now = next.querySelector("nav.pages");

		next.querySelectorAll("[data-list] > li").forEach(function (row) {
			list.appendChild(document.importNode(row, true));
		});
		nav.replaceWith(document.importNode(now, true));
		shown(document).textContent = list.children.length + " of " +
		    shown(document).dataset.total + " shown";
		document.dispatchEvent(new Event("tidemark:fresh"));
		watch();
	}

	function more(link) {
		if (busy)
			return;
		busy = true;
		shown(document).textContent = "Reading more: " +
		    list.children.length + " of " +
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

		if (!link)
			return;
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

	function look() {
		var mailbox = new URLSearchParams(location.search)
		    .get("mailbox") || "0";

		if (document.hidden)
			return;
		fetch("/api/v1/conversations?limit=1&hours=24&mailbox=" +
		    encodeURIComponent(mailbox), { credentials: "same-origin" })
		    .then(function (answer) {
			return answer.ok ? answer.json() : null;
		}).then(function (data) {
			var first = data && data.conversations[0];
			var link;

			if (!first || newer.firstChild ||
			    first.number <= Number(list.dataset.newest))
				return;
			link = document.createElement("a");
			link.href = location.pathname + location.search;
			link.textContent = "Newer ones arrived: show them";
			newer.appendChild(link);
		}).catch(function () {
			// the next look may reach it
		});
	}

	watch();
	if (newer && Number(list.dataset.newest) > 0)
		setInterval(look, LOOK_SECONDS * 1000);
})();
