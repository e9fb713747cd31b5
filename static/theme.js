// SPDX-License-Identifier: MIT
// The theme a person chose, before the first paint; without a choice the
// system's own. Runs in the head, so it touches nothing but <html>.
(function () {
	"use strict";
	var root = document.documentElement;

	function saved() {
		try {
			return localStorage.getItem("theme");
		} catch (e) {
			return null;
		}
	}

	function apply(theme) {
		if (theme === "light" || theme === "dark")
			root.dataset.theme = theme;
		else
			delete root.dataset.theme;
		document.querySelectorAll("[data-theme-set]").forEach(function (b) {
			var on = b.dataset.themeSet === (theme || "system");

			b.setAttribute("aria-pressed", on ? "true" : "false");
		});
	}

	root.classList.add("js");
	apply(saved());
	document.addEventListener("DOMContentLoaded", function () {
		apply(saved());
	});
	document.addEventListener("click", function (e) {
		var b = e.target.closest("[data-theme-set]");

		if (!b)
			return;
		try {
			localStorage.setItem("theme", b.dataset.themeSet);
		} catch (err) { /* the choice then lasts for this page */ }
		apply(b.dataset.themeSet);
	});
})();
