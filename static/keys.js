// SPDX-License-Identifier: MIT
// "/" goes to the search box, j and k move along a list, Enter opens, x ticks, a
// ticks all, d marks as done, ? lists the keys; an open menu closes with Escape or a click
// elsewhere.
(function () {
	"use strict";

	function rows() {
		return Array.from(document.querySelectorAll("[data-row]"));
	}

	function move(step) {
		var all = rows();
		var now = all.findIndex(function (r) {
			return r.classList.contains("on");
		});
		var next = Math.min(all.length - 1, Math.max(0, now + step));
		var link;

		if (all.length === 0)
			return;
		if (now >= 0)
			all[now].classList.remove("on");
		all[next].classList.add("on");
		link = all[next].querySelector("a");
		if (link)
			link.focus({ preventScroll: true });
		all[next].scrollIntoView({ block: "nearest" });
	}

	// a ticked box takes no letters
	function typing(target) {
		return target.closest("input:not([type=checkbox]), textarea, " +
		    "select, dialog, [contenteditable]");
	}

	function press(button) {
		if (button)
			button.click();
	}

	function here(what) {
		var row = document.querySelector("[data-row].on");

		return row && row.querySelector(what);
	}

	function done() {
		press(document.querySelector(".tick:checked") ?
		    document.querySelector("#bulk [name=done]") :
		    here("[name=done]"));
	}

	function keys() {
		var list = document.getElementById("keys");

		if (list && list.showModal && !list.open)
			list.showModal();
	}

	function closeMenus(except) {
		document.querySelectorAll("details.menu[open]").forEach(function (d) {
			if (d !== except)
				d.open = false;
		});
	}

	document.addEventListener("keydown", function (e) {
		var find;

		if (e.ctrlKey || e.metaKey || e.altKey)
			return;
		if (e.key === "Escape")
			closeMenus(null);
		if (typing(e.target))
			return;
		if (e.key === "/") {
			find = document.getElementById("find");
			if (!find || !find.offsetParent)
				find = document.getElementById("q");
			if (find && find.offsetParent) {
				e.preventDefault();
				find.focus();
			}
		} else if (e.key === "j") {
			move(1);
		} else if (e.key === "k") {
			move(-1);
		} else if (e.key === "x") {
			press(here(".tick"));
		} else if (e.key === "a") {
			press(document.querySelector("[data-tick-all]"));
		} else if (e.key === "d") {
			done();
		} else if (e.key === "?") {
			keys();
		}
	});
	document.addEventListener("click", function (e) {
		closeMenus(e.target.closest("details.menu"));
	});
})();
