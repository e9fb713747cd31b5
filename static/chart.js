// SPDX-License-Identifier: MIT
// A tooltip for charts. The text is the native tooltip's: "heading" and then
// "name: value" lines. Nothing here is needed to use the page.
(function () {
	"use strict";
	var tip = null;

	function el(name, text) {
		var e = document.createElement(name);

		if (text)
			e.textContent = text;
		return e;
	}

	// Colours come from the legend of the same chart, by name.
	function swatch(chart, name) {
		var items = chart.querySelectorAll(".legend li"), found = null;

		items.forEach(function (li) {
			if (li.dataset.name === name)
				found = li.querySelector("svg");
		});
		return found ? found.cloneNode(true) : el("span");
	}

	function fill(chart, text) {
		var lines = text.split("\n"), list = el("dl");

		tip.replaceChildren(el("b", lines.shift()));
		lines.forEach(function (line) {
			var at = line.indexOf(": "), name = line.slice(0, at);
			var cell = el("dt");

			cell.append(swatch(chart, name));
			list.append(cell, el("dt", name), el("dd", line.slice(at + 2)));
		});
		tip.append(list);
	}

	function place(chart, rect) {
		var plot = chart.querySelector(".chart-plot");
		var box = plot.getBoundingClientRect();
		var bar = rect.getBoundingClientRect();
		var left = bar.right - box.left + 12;

		if (left + tip.offsetWidth > box.width)
			left = bar.left - box.left - tip.offsetWidth - 12;
		tip.style.left = Math.max(-36, left) + "px";
		tip.style.top = "8px";
	}

	function hide() {
		if (tip)
			tip.remove();
		tip = null;
	}

	function show(chart, rect) {
		if (!tip) {
			tip = el("div");
			tip.className = "tip";
			tip.setAttribute("aria-hidden", "true");
		}
		chart.querySelector(".chart-plot").append(tip);
		fill(chart, rect.dataset.tip);
		place(chart, rect);
	}

	function adopt(root) {
		root.querySelectorAll(".chart-hits rect").forEach(function (rect) {
			var title = rect.querySelector("title");

			if (!title)
				return;
			rect.dataset.tip = title.textContent;
			title.remove();
		});
	}

	document.addEventListener("pointerover", function (e) {
		var rect = e.target.closest && e.target.closest(".chart-hits rect");

		if (rect && rect.dataset.tip)
			show(rect.closest("[data-chart]"), rect);
		else
			hide();
	});
	document.addEventListener("keydown", function (e) {
		if (e.key === "Escape")
			hide();
	});
	document.addEventListener("tidemark:fresh", function () {
		hide();
		adopt(document);
	});
	adopt(document);
})();
