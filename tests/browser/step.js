// SPDX-License-Identifier: MIT
// tests/browser/step.js - steps that several flows take, with scripts and without.
'use strict';

const { readFileSync } = require('fs');

const { check, part, is } = require('./tap');
const { violations } = require('./browser');

// axe-core is a script, and waits for ever where there are none; the page is the
// same there.
async function tidy(page, title) {
	if (!await page.evaluate(() =>
	    document.documentElement.classList.contains('js')))
		return;
	const found = await violations(page);

	check(`${title}: axe-core finds nothing`, found.length === 0,
	    found.slice(0, 8).join('\n'));
}

// The first number in a text: "1,284 conversations" is 1284; NaN for none.
function count(text) {
	return Number((/\d[\d,]*/.exec(text) || ['x'])[0].replace(/,/g, ''));
}

// The cells of RFC 4180 text, row by row.
function cells(text) {
	const rows = [];
	let row = [];

	for (const [, quoted, plain, end] of
	    text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
		if (end === '' && row.length === 0 && !quoted && !plain)
			break;
		row.push(quoted === undefined ? plain :
		    quoted.replace(/""/g, '"'));
		if (end === ',')
			continue;
		rows.push(row);
		row = [];
		if (end === '')
			break;
	}
	return rows;
}

// What a link to a file saves: its name, and its rows by the names of its columns.
async function download(page, link) {
	const [file] = await Promise.all([page.waitForEvent('download'),
		link.click()]);
	const [names, ...rows] = cells(readFileSync(await file.path(), 'utf8')
	    .replace(/^\ufeff/, ''));

	return {
		name: file.suggestedFilename(),
		names,
		rows: rows.map((row) => Object.fromEntries(names.map((name, i) =>
		    [name, row[i]]))),
	};
}

// Every flow with scripts and then without, each in a window of its own; errors of
// the console fail, but for answers that the flow asked for.
async function both(browser, flows, asked = /^$/) {
	for (const scripts of [true, false]) {
		const page = await browser.page({ javaScriptEnabled: scripts });

		for (const name of Object.keys(flows)) {
			const title = `${name}${scripts ? '' : ', no scripts'}`;

			await part(title, () => flows[name](page, title));
		}
		is(`nothing in the console, scripts ${scripts ? 'on' : 'off'}`,
		    page.problems.filter((p) => !asked.test(p)).join('\n'), '');
		await page.context().close();
	}
}

module.exports = { tidy, count, cells, download, both };
