// SPDX-License-Identifier: MIT
// Reads a chosen file into the text field of its form, which is what is sent.
(function () {
	"use strict";

	document.addEventListener("change", function (e) {
		var input = e.target.closest("[data-file-into]");
		var file = input && input.files[0];

		if (!file)
			return;
		file.text().then(function (text) {
			var area = input.form.querySelector("[data-file-text]");

			area.value = text;
			area.focus();
		});
	});
})();
