// SPDX-License-Identifier: MIT
// A tooltip and a crosshair for charts, by pointer and by keys. The text is the
// native tooltip's: a heading, then "name: value" or "name: value, change" lines.
// Nothing here is needed to use the page.
(function () {
	"use strict";
	var CHANGE = /^(.*), ([▲▼].*|=|new)$/;
	var NS = "http://www.w3.org/2000/svg";
	var tip = null, shown = null;

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
				found = found || li.querySelector("svg");
		});
		return found ? found.cloneNode(true) : el("span");
	}

	function row(chart, line) {
		var at = line.indexOf(": "), name = line.slice(0, at);
		var value = line.slice(at + 2), change = CHANGE.exec(value);
		var cell = el("dt");

		cell.append(swatch(chart, name));
		return [cell, el("dt", name), el("dd", change ? change[1] : value),
		    el("dd", change ? change[2] : "")];
	}

	function fill(chart, text) {
		var lines = text.split("\n"), list = el("dl");

		tip.replaceChildren(el("b", lines.shift()), list);
		lines.forEach(function (line) {
			if (line.includes(": "))
				list.append.apply(list, row(chart, line));
			else
				tip.append(el("p", line));
		});
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

	function crosshair(rect) {
		var line = document.createElementNS(NS, "line");
		var x = parseFloat(rect.getAttribute("x")) +
		    parseFloat(rect.getAttribute("width")) / 2;

		line.setAttribute("class", "crosshair");
		line.setAttribute("x1", x + "%");
		line.setAttribute("x2", x + "%");
		line.setAttribute("y1", "0");
		line.setAttribute("y2", "100%");
		rect.ownerSVGElement.append(line);
	}

	function hide() {
		if (tip)
			tip.remove();
		if (shown) {
			shown.classList.remove("on");
			shown.ownerSVGElement.querySelectorAll(".crosshair")
			    .forEach(function (line) {
				line.remove();
			});
		}
		tip = shown = null;
	}

	function show(chart, rect) {
		if (shown === rect)
			return;
		hide();
		shown = rect;
		tip = el("div");
		tip.className = "tip";
		tip.setAttribute("aria-hidden", "true");
		chart.querySelector(".chart-plot").append(tip);
		fill(chart, rect.dataset.tip);
		place(chart, rect);
		rect.classList.add("on");
		crosshair(rect);
	}

	function rects(chart) {
		return Array.from(chart.querySelectorAll(".chart-hits rect"));
	}

	// A slider over the buckets: what screen readers and keys know best.
	function cursor(chart, all) {
		var c = el("div");

		c.className = "chart-cursor";
		c.tabIndex = 0;
		c.setAttribute("role", "slider");
		c.setAttribute("aria-label", chart.dataset.title +
		    ": left and right move in time, Enter opens the list");
		c.setAttribute("aria-valuemin", "1");
		c.setAttribute("aria-valuemax", String(all.length));
		return c;
	}

	function point(chart, all, at) {
		var c = chart.querySelector(".chart-cursor");

		c.setAttribute("aria-valuenow", String(at + 1));
		c.setAttribute("aria-valuetext",
		    all[at].dataset.tip.replace(/\n/g, "; "));
	}

	function go(chart, to) {
		var all = rects(chart);
		var at = Math.min(all.length - 1, Math.max(0, to));

		point(chart, all, at);
		show(chart, all[at]);
	}

	function onKey(e) {
		var chart = e.target.closest("[data-chart]"), all = rects(chart);
		var now = Number(e.target.getAttribute("aria-valuenow")) - 1;
		var page = Math.max(2, Math.round(all.length / 10));
		var to = { ArrowLeft: now - 1, ArrowDown: now - 1,
			ArrowRight: now + 1, ArrowUp: now + 1, PageDown: now - page,
			PageUp: now + page, Home: 0, End: all.length - 1 }[e.key];
		var link;

		if (e.ctrlKey || e.metaKey || e.altKey)
			return;
		if (to !== undefined) {
			e.preventDefault();
			go(chart, to);
		} else if (e.key === "Enter") {
			link = all[now].closest("a");
			if (link)
				location.href = link.getAttribute("href");
		}
	}

	function adopt(chart) {
		var all = rects(chart), plot = chart.querySelector(".chart-plot");
		var c;

		if (all.length === 0 || plot.querySelector(".chart-cursor"))
			return;
		all.forEach(function (rect) {
			var title = rect.querySelector("title");

			rect.dataset.tip = title.textContent;
			title.remove();
		});
		c = cursor(chart, all);
		plot.append(c);
		point(chart, all, all.length - 1);
		c.addEventListener("keydown", onKey);
		c.addEventListener("focus", function () {
			if (c.matches(":focus-visible"))
				go(chart, Number(c.getAttribute(
				    "aria-valuenow")) - 1);
		});
		c.addEventListener("blur", hide);
	}

	function adoptAll() {
		document.querySelectorAll("[data-chart]").forEach(adopt);
	}

	document.addEventListener("pointerover", function (e) {
		var rect = e.target.closest && e.target.closest(".chart-hits rect");

		if (rect && rect.dataset.tip)
			show(rect.closest("[data-chart]"), rect);
		else if (!document.activeElement.closest(".chart-cursor"))
			hide();
	});
	document.addEventListener("keydown", function (e) {
		if (e.key === "Escape")
			hide();
	});
	document.addEventListener("tidemark:fresh", function () {
		hide();
		adoptAll();
	});
	adoptAll();
})();
