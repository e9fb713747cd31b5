// SPDX-License-Identifier: MIT
// tests/browser/flow-exports.js - the files that pages offer hold what the pages
// say: lists, tables, charts, everything known; and what the menu of comparisons
// puts into the table of a chart. With scripts and without.
'use strict';

const { is, check, part, end } = require('./tap');
const { open } = require('./browser');
const { tidy, count, download, both } = require('./step');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS } = process.env;

const LIST = '/conversations?from=2000-01-01&severity=urgent';

function csv(page) {
	return page.locator('.list-head a', { hasText: /^CSV/ });
}

async function list(page, title) {
	await page.goto(LIST);
	const n = count(await page.locator('h1').innerText());
	const numbers = (await page.locator('ol.rows .facts span:first-child')
	    .allInnerTexts()).map((text) => text.slice(1));
	const short = await download(page, csv(page));
	const long = await download(page, page.locator('.list-head a',
	    { hasText: 'Everything' }));

	check(`${title}: files have names`, /^tidemark-.*\.csv$/.test(short.name)
	    && /^tidemark-.*\.csv$/.test(long.name), short.name + long.name);
	is(`${title}: as many rows as the page says`, short.rows.length, n);
	is(`${title}: in the order of the page`, short.rows
	    .slice(0, numbers.length).map((row) => row.number).join(),
	    numbers.join());
	is(`${title}: everything is known of each of them`, long.rows
	    .map((row) => row.number).sort().join(),
	    short.rows.map((row) => row.number).sort().join());
	check(`${title}: and more of it`, long.names.length >
	    short.names.length, long.names.join());
}

// Tables: what is on the page stands in the file, in its order.
const tables = [
	['/customers?from=2000-01-01', 'tbody tr th', 'name'],
	['/groups?range=30d', 'tbody tr th a', 'title'],
	['/corrections', 'tbody tr td a', null],
	['/insights?range=30d', null, null],
];

async function table(page, title) {
	for (const [path, cell, column] of tables) {
		await page.goto(path);
		const link = page.locator('main a', { hasText: /^CSV/ }).first();
		const got = await download(page, link);

		if (cell === null) {
			is(`${title}: ${path}: as many as it says`,
			    got.rows.length, count(await page.locator('h1')
				.innerText()));
			continue;
		}
		const shown = (await page.locator(cell).allInnerTexts())
		    .map((text) => text.trim());

		check(`${title}: ${path}: at least the rows of the page`,
		    got.rows.length >= shown.length);
		if (column !== null)
			is(`${title}: ${path}: the first ones`, got.rows
			    .slice(0, 5).map((row) => row[column]).join(),
			    shown.slice(0, 5).join());
	}
}

// The table of the first chart: its columns by name, "so far" left out.
async function twin(page, path) {
	await page.goto(path);
	const section = page.locator('.chart').first();
	await section.locator('.twin > summary').click();
	const names = await section.locator('.twin th[scope=col]')
	    .allInnerTexts();
	const rows = await section.locator('.twin tbody tr').evaluateAll((all) =>
	    all.filter((row) => !/so far/.test(row.textContent))
		.map((row) => [...row.cells].map((c) => c.textContent.trim())));

	return { names, rows };
}

function number(text) {
	return text === '' || text === '–' ? 0 : count(text);
}

function sum(rows, of) {
	return rows.reduce((all, row) => all + of(row), 0);
}

async function chart(page, title) {
	await page.goto('/?range=48h');
	const section = page.locator('section', { has: page.locator(
	    '#trend-h') });
	const trend = await download(page, section.locator('a',
	    { hasText: /^CSV/ }));
	const tiles = count(await page.locator('.tile .value').first()
	    .innerText());
	await section.locator('.twin > summary').click();
	const rows = await section.locator('.twin tbody tr').count();

	is(`${title}: a row for each of the table`, trend.rows.length, rows);
	const legend = await section.locator('.legend b').allInnerTexts();
	is(`${title}: the legend adds up to the tile`,
	    sum(legend, count), tiles);
	is(`${title}: and so does the file`,
	    sum(trend.rows, (row) => Number(row.all)), tiles);
}

// Each bucket's earlier number is the number of that bucket, asked for itself.
async function compare(page, title) {
	for (const [choice, hours] of [[/period|before/i, 48], [/week/i, 168]]) {
		await page.goto('/?range=48h');
		const menu = page.locator('details.menu', { has: page.locator(
		    'summary', { hasText: 'compared with' }) });
		await menu.locator('summary').click();
		const link = menu.locator('a', { hasText: choice }).first();
		const name = await link.innerText();
		await link.click();
		await page.waitForLoadState();
		const here = await twin(page, page.url());
		const at = here.names.findIndex((n) => /before|earlier/.test(n));

		check(`${title}: ${name}: stands in the table`, at > 0,
		    here.names.join());
		const shift = (h) => new Date(Math.floor(Date.now() / 3600000 -
		    h) * 3600000).toISOString();
		const there = await twin(page, `/?from=${shift(hours + 47)}&to=` +
		    shift(hours - 1));
		const totals = there.rows.map((row) =>
		    number(row[there.names.indexOf('All')]));

		is(`${title}: ${name}: is what was then`, here.rows
		    .map((row) => number(row[at])).join(), totals
		    .slice(0, here.rows.length).join());
		check(`${title}: ${name}: was not nothing`,
		    totals.some((n) => n > 0));
	}
	await tidy(page, `${title}, an open table`);
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	await both(browser, { list, table, chart, compare });
	await browser.close();
}

part('files and comparisons in a browser', main).then(end);
