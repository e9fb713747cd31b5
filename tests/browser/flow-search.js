// SPDX-License-Identifier: MIT
// tests/browser/flow-search.js - searching, as people do it: words and operators,
// filters, a word mistyped, nothing found, what cannot be searched, the file of what
// was found; by keys, and without scripts.
'use strict';

const { is, check, part, end } = require('./tap');
const { open, overflow } = require('./browser');
const { tidy, count, download, both } = require('./step');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS } = process.env;

async function ask(page, query) {
	await page.goto('/search');
	await page.fill('#q', query);
	await page.locator('.search-form button').click();
	await page.waitForURL(/\/search\?|\/conversations\/\d/);
}

// How many the page says: those with all words, and with some.
async function total(page) {
	const more = await page.locator('.lead p').allInnerTexts();
	const some = more.filter((text) => /^and /.test(text));

	return count(await page.locator('h1').innerText()) +
	    some.reduce((sum, text) => sum + count(text), 0);
}

// Without what holds none of the words (flow-meaning.js).
async function file(page) {
	const got = await download(page, page.locator('.listing a',
	    { hasText: 'CSV' }));

	got.rows = got.rows.filter((row) => row.found_by !== 'meaning');
	return got;
}

// Operators, and of what must hold of each row of the file.
const operators = [
	['refund', () => true],
	['refund crash', () => true],
	['"app crashes" OR refund', () => true],
	['crash severity:high', (row) => row.severity === 'high'],
	['status:closed', (row) => row.status === 'closed'],
	['category:payment -status:closed', (row) =>
	    row.main_category === 'payment' && row.status !== 'closed'],
	['platform:ios', () => true],
	['has:reply', () => true],
	['subject:refund', (row) => /refund/i.test(row.subject)],
	['after:2d', (row) => Date.parse(row.created_at) >
	    Date.now() - 3 * 86400000],
	['is:urgent', (row) => /^(high|critical)$/.test(row.severity)],
];

async function words(page, title) {
	for (const [query, holds] of operators) {
		await ask(page, query);
		const all = await total(page);
		const got = await file(page);

		check(`${title}: ${query}: something is found`, all > 0);
		is(`${title}: ${query}: the file has as many rows`,
		    got.rows.length, all);
		is(`${title}: ${query}: and all of them fit`,
		    got.rows.filter((row) => !holds(row)).length, 0);
		is(`${title}: ${query}: the first of the page is its first`,
		    (await page.locator('ol.found .facts span').first()
			.innerText()), `#${got.rows[0].number}`);
	}
}

// from: and tag: of a conversation that is there, and its number.
async function marks(page, title) {
	await ask(page, 'refund');
	const [found] = (await file(page)).rows;
	const name = found.customer.split(' ')[0];

	await ask(page, `from:"${name}"`);
	const from = (await file(page)).rows;
	check(`${title}: from: finds the customer's`, from.length > 0 &&
	    from.every((row) => row.customer.includes(name)), name);
	await page.goto('/conversations?from=2000-01-01');
	const all = (await download(page, page.locator('.list-head a',
	    { hasText: /^CSV/ }))).rows;
	const tags = (row) => row.tags.split(', ');
	const [tag] = tags(all.find((row) => row.tags !== ''));
	await ask(page, `tag:"${tag}"`);
	is(`${title}: tag: finds all that have it`, (await file(page)).rows
	    .map((row) => row.id).sort().join(), all.filter((row) =>
	    tags(row).includes(tag)).map((row) => row.id).sort().join());
	await ask(page, `refund number:${found.number}`);
	is(`${title}: number: leaves the one`, await page.locator(
	    'ol.found .facts span').first().innerText(), `#${found.number}`);
	check(`${title}: what was searched is marked`, /refund/i.test(
	    await page.locator('ol.found mark').first().innerText()));
	await page.locator('ol.found a.subject').first().click();
	await page.waitForURL(/\/conversations\/\d/);
	check(`${title}: and opens`, (await page.locator('main').innerText())
	    .includes(`#${found.number}`));
}

async function filters(page, title) {
	await ask(page, 'crash');
	const all = await total(page);
	const section = page.locator('.facets section').filter({ hasText:
	    'Severity' });
	const choice = section.locator('a').first();
	const wanted = count(await choice.locator('.n').innerText());
	const name = await choice.locator('span').first().innerText();

	await choice.click();
	await page.waitForURL(/severity=/);
	is(`${title}: as many as stand beside the choice`, await total(page),
	    wanted);
	is(`${title}: the file follows`, (await file(page)).rows.length, wanted);
	check(`${title}: a chip names it`, (await page.locator('.chips')
	    .innerText()).toLowerCase().includes(name.toLowerCase()));
	is(`${title}: the words stay in the box`,
	    await page.locator('#q').inputValue(), 'crash');
	await page.fill('#q', 'refund');
	await page.locator('.search-form button').click();
	await page.waitForURL(/q=refund/);
	check(`${title}: other words keep the filter`,
	    /severity=/.test(page.url()), page.url());
	await page.goBack();
	await page.locator('.chips a.chip').first().click();
	await page.waitForURL((url) => !/severity=/.test(url.search));
	is(`${title}: without the chip all are back`, await total(page), all);
	await page.locator('.sorts a', { hasText: 'Newest' }).click();
	await page.waitForURL(/sort=newest/);
	const times = await page.locator('ol.found time').evaluateAll((all_) =>
	    all_.map((t) => Date.parse(t.dateTime)));
	check(`${title}: newest first`, times.length > 1 &&
	    times.every((t, i) => i === 0 || t <= times[i - 1]));
}

async function mistyped(page, title) {
	await ask(page, 'refnud');
	const note = page.locator('.search-note').first();

	check(`${title}: it is said what was searched instead`,
	    /Nothing was found for refnud; this is refund/.test(
	    await note.innerText()), await note.innerText());
	check(`${title}: and found`, await total(page) > 0);
	await note.locator('a').click();
	await page.waitForURL(/exact=1/);
	is(`${title}: all the same there is nothing`,
	    await page.locator('.state h2').innerText(),
	    'No conversation holds this');
	await ask(page, 'refnud game');
	check(`${title}: some hold the other word`, await total(page) > 0);
	await page.locator('.search-note', { hasText: 'Did you mean' })
	    .locator('a').click();
	await page.waitForURL(/q=refund/);
	is(`${title}: what was meant is one click away`,
	    await page.locator('#q').inputValue(), 'refund game');
}

async function nothing(page, title) {
	await ask(page, 'zzzzqqqq');
	is(`${title}: nothing found`, await page.locator('h1').innerText(),
	    'Nothing found');
	check(`${title}: it is said what can be typed`,
	    await page.locator('.search-help').isVisible());
	is(`${title}: and there is no file of it`,
	    await page.locator('a', { hasText: 'CSV' }).count(), 0);
	await page.goto('/search?q=refund&severity=critical&platform=zzzz');
	await page.locator('.state a').click();
	await page.waitForURL((url) => !/platform=/.test(url.search));
	check(`${title}: without the filters something is`,
	    await total(page) > 0);
	await ask(page, 'before:yesterday');
	check(`${title}: what cannot be searched says why`, /before/.test(
	    await page.locator('.state').innerText()));
	is(`${title}: and stays in the box`,
	    await page.locator('#q').inputValue(), 'before:yesterday');
}

// From any page: "/", a word, Enter; j and Enter open what was found.
async function keys(page) {
	await page.goto('/jobs');
	await page.keyboard.press('/');
	await page.keyboard.type('crash');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/search\?/);
	check('/ and a word: something is found',
	    await page.locator('ol.found a.subject').count() > 0);
	check('what was searched is marked', /crash/i.test(
	    await page.locator('ol.found mark').first().innerText()));
	await page.keyboard.press('j');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/conversations\//);
	check('j and Enter open what was found',
	    await page.locator('article.msg').count() > 0);
}

async function looks(browser) {
	for (const [name, options] of [['light', {}],
	    ['dark', { colorScheme: 'dark' }],
	    ['narrow', { viewport: { width: 360, height: 740 } }]])
		for (const [what, query] of [['mistyped', 'q=refnud'],
		    ['filtered', 'q=refund&severity=medium'],
		    ['meant', 'q=refnud+game']]) {
			const page = await browser.page(options);

			await page.goto('/search?' + query);
			if (name === 'narrow')
				is(`${what} fits`, await overflow(page), '');
			else
				await tidy(page, `${what}, ${name}`);
			await browser.shot(page, `search-${what}-${name}`);
			await page.context().close();
		}
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	/* a query that cannot be searched is answered so */
	await both(browser, { words, marks, filters, mistyped, nothing },
	    /status of 422/);
	await part('keys', async () => keys(await browser.page()));
	await part('looks', () => looks(browser));
	await browser.close();
}

part('searching in a browser', main).then(end);
