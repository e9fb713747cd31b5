// SPDX-License-Identifier: MIT
// Adds the person's own views to the menu of the header, which pages share, when
// it is opened. Without this, "All views" has them.
(function () {
	"use strict";
	var menu = document.querySelector(".views-menu");

	function item(view) {
		var li = document.createElement("li");
		var a = document.createElement("a");

		a.href = view.path;
		a.textContent = view.name;
		li.append(a);
		return li;
	}

	function add(answer) {
		var list = menu.querySelector("ul");
		var own = answer.views.filter(function (view) {
			return view.mine && !view.shared;
		});

		list.prepend.apply(list, own.slice(0, 12).map(item));
	}

	function load() {
		if (!menu.open)
			return;
		menu.removeEventListener("toggle", load);
		fetch("/api/v1/views", { credentials: "same-origin" })
		    .then(function (answer) {
			return answer.ok ? answer.json() : { views: [] };
		}).then(add).catch(function () {
			/* the link to all of them is there */
		});
	}

	if (menu)
		menu.addEventListener("toggle", load);
})();
