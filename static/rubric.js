// SPDX-License-Identifier: MIT
// The form of a rubric: says what the weights sum to while they are typed, and adds,
// moves and removes dimensions in place; without scripts the buttons send the form.
(function () {
	"use strict";

	var form = document.querySelector("[data-rubric]");
	var most = Number(form.dataset.most);
	var blank;

	function dims() {
		return Array.from(form.querySelectorAll("[data-dim]"));
	}

	// As the program reads it: digits, with a point or a comma.
	function weight(input) {
		var text = input.value.trim().replace(",", ".");

		return /^[0-9]*\.?[0-9]*$/.test(text) && /[0-9]/.test(text) ?
		    Number(text) : NaN;
	}

	function sum() {
		var inputs = form.querySelectorAll("[data-weight]");
		var all = 0, bad = 0, told = form.querySelector("[data-sum]");
		var text;

		inputs.forEach(function (input) {
			var w = weight(input);
			var wrong = !(w >= 0 && w <= 1);

			if (wrong)
				input.setAttribute("aria-invalid", "true");
			else
				input.removeAttribute("aria-invalid");
			bad += wrong;
			all += wrong ? 0 : w;
		});
		all = Math.round(all * 1e6) / 1e6;
		if (bad > 0)
			text = "A weight is a number from 0 to 1.";
		else if (all === 1)
			text = "The weights sum to 1.";
		else
			text = "The weights sum to " + all + ": " +
			    Math.round(Math.abs(1 - all) * 1e6) / 1e6 +
			    (all < 1 ? " is missing." : " too much.");
		if (told.textContent !== text)
			told.textContent = text;
		told.classList.toggle("bad", bad > 0 || all !== 1);
	}

	// Names of fields and buttons hold the place of their row.
	function renumber() {
		dims().forEach(function (dim, i) {
			dim.querySelectorAll("[name]").forEach(function (field) {
				var act = field.dataset.act;

				if (act)
					field.value = act + "." + (i + 1);
				else
					field.name = field.name.replace(
					    /\.\d+$/, "." + (i + 1));
			});
			dim.querySelectorAll("[data-n]").forEach(function (n) {
				n.textContent = i + 1;
			});
		});
		form.querySelector('[data-act="add"]').disabled =
		    dims().length >= most;
		sum();
	}

	function empty(dim) {
		dim.querySelectorAll("input, textarea").forEach(function (f) {
			var name = f.name.replace(/\.\d+$/, "");

			f.removeAttribute("aria-invalid");
			if (f.type === "checkbox")
				f.checked = name === "may_na";
			else
				f.value = { weight: "0", scale: "10" }[name] || "";
		});
		return dim;
	}

	var acts = {
		up: function (dim, button) {
			var before = dim.previousElementSibling;

			if (before && before.matches("[data-dim]"))
				before.before(dim);
			button.focus();
		},
		down: function (dim, button) {
			var after = dim.nextElementSibling;

			if (after && after.matches("[data-dim]"))
				after.after(dim);
			button.focus();
		},
		remove: function (dim) {
			var all = dims(), i = all.indexOf(dim);
			var next = all[i + 1] || all[i - 1];

			dim.remove();
			(next ? next.querySelector("input") :
			    form.querySelector('[data-act="add"]')).focus();
		},
		add: function () {
			var all = dims(), dim;

			if (all.length >= most)
				return;
			dim = empty(blank.cloneNode(true));
			form.querySelector('[data-act="add"]').parentNode
			    .before(dim);
			dim.querySelector("input").focus();
		},
	};

	form.addEventListener("input", function (e) {
		if (e.target.matches("[data-weight]"))
			sum();
	});
	form.addEventListener("click", function (e) {
		var button = e.target.closest("[data-act]");

		if (!button)
			return;
		e.preventDefault();
		acts[button.dataset.act](button.closest("[data-dim]"), button);
		renumber();
	});
	blank = dims()[0];
	if (!blank)
		return;
	blank = blank.cloneNode(true);
	renumber();
})();
