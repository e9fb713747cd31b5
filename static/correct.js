// SPDX-License-Identifier: MIT
// Sends forms with data-swap without leaving the page: the answer's <main> takes
// the place of the old one, the row and the place on the page stay.
(function () {
	"use strict";
	var busy = false;

	function rows() {
		return Array.from(document.querySelectorAll("[data-row]"));
	}

	function place(form) {
		var row = form.closest("[data-row]") ||
		    document.querySelector("[data-row].on");

		return rows().indexOf(row);
	}

	function find(at) {
		var all = rows(), row = all[Math.min(at, all.length - 1)];
		var link = row && row.querySelector("a");

		if (at < 0 || !row)
			return;
		row.classList.add("on");
		if (link)
			link.focus({ preventScroll: true });
	}

	function swap(text, at) {
		var next = new DOMParser().parseFromString(text, "text/html");
		var main = next.getElementById("main"), x = scrollX, y = scrollY;

		// nginx may answer, with a page of its own
		if (!main)
			throw new Error("no page of ours");
		document.title = next.title;
		document.getElementById("main").replaceWith(main);
		scrollTo(x, y);
		find(at);
		document.dispatchEvent(new Event("tidemark:fresh"));
	}

	function fail() {
		var p = document.createElement("p");

		p.className = "notice bad";
		p.setAttribute("role", "alert");
		p.textContent = "No answer from the server: nobody knows whether " +
		    "this was saved. Load the page again to see.";
		document.getElementById("main").prepend(p);
	}

	function ticks() {
		return Array.from(document.querySelectorAll(".tick"));
	}

	// the box for all follows the rows, also those that are loaded later
	document.addEventListener("change", function (e) {
		var all = document.querySelector("[data-tick-all]");

		if (all && e.target === all)
			ticks().forEach(function (t) {
				t.checked = all.checked;
			});
		else if (all && e.target.matches(".tick"))
			all.checked = ticks().every(function (t) {
				return t.checked;
			});
	});
	document.addEventListener("submit", function (e) {
		var form = e.target, at, data;

		if (!form.matches("form[data-swap]"))
			return;
		e.preventDefault();
		if (busy)
			return;
		busy = true;
		at = place(form);
		data = new URLSearchParams(new FormData(form));
		if (e.submitter && e.submitter.name)
			data.append(e.submitter.name, e.submitter.value);
		fetch(form.action, {
			method: "POST",
			body: data,
			credentials: "same-origin",
		}).then(function (answer) {
			// a refusal is a page too, and says why
			return answer.text();
		}).then(function (text) {
			swap(text, at);
		}).catch(fail).then(function () {
			busy = false;
		});
	});
})();
