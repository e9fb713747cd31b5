// SPDX-License-Identifier: MIT
// tests/browser/flow-learning.js - what was learned from corrections: the ledger before
// and after, a pick followed to where it is labelled, back to the rules and on again;
// with scripts and without.
'use strict';

const { execFileSync } = require('child_process');

const { is, check, part, end } = require('./tap');
const { open, overflow } = require('./browser');
const { tidy, count, download, both } = require('./step');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS, TIDEMARK_LIVE,
	TIDEMARK_SCORE } = process.env;

const HERE = '/settings/learning';

function run(script) {
	return execFileSync('bash', ['-c', script],
	    { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
}

function learn(what) {
	run(`${TIDEMARK_LIVE}; ${what}`);
}

function sentence(page) {
	return page.locator('.lead p').last().innerText();
}

function attempt(page) {
	return page.locator('table tbody tr').first();
}

function picks(page) {
	return page.locator('ul.plain li a');
}

async function before(browser) {
	const page = await browser.page();

	await page.goto('/settings');
	await page.locator(`a[href="${HERE}"]`).click();
	await page.waitForURL((url) => url.pathname === HERE);
	check('first: the rules alone', /rules alone/.test(await sentence(page)));
	check('first: how many are missing', /150, so \d+ more/.test(
	    await page.locator('main').innerText()));
	await tidy(page, 'first');
	await browser.shot(page, 'learning-first');
	await page.context().close();
}

async function ledger(page, title) {
	await page.goto(HERE);
	check(`${title}: a version is in use`,
	    /Version \d+ judges beside the rules/.test(await sentence(page)),
	    await sentence(page));
	const cells = await attempt(page).locator('td').allInnerTexts();

	check(`${title}: marked in its row`, /in use/.test(cells[0]), cells[0]);
	check(`${title}: right after is more than before`,
	    count(cells[4]) > count(cells[3]), cells.join(' | '));
	await tidy(page, title);
	const table = await download(page,
	    page.locator('a[href="/settings/learning.csv"]'));

	is(`${title}: the table has the rows of the page`, table.rows.length,
	    await page.locator('table tbody tr').count());
	is(`${title}: and its number`, table.rows[0].right_after,
	    String(count(cells[4])));
}

async function pick(page, title) {
	await page.goto(HERE);
	const n = await picks(page).count();
	const href = await picks(page).first().getAttribute('href');

	check(`${title}: there are picks`, n > 0 && n <= 10, String(n));
	await picks(page).first().click();
	await page.waitForURL(/\/conversations\/\d+#correct$/);
	check(`${title}: it leads to where one labels`,
	    await page.locator('#correct').isVisible());
	check(`${title}: which says what the model said of it`,
	    /learned from \S+\scorrections, version \d+/.test(
	    await page.locator('main').textContent()));
	await page.locator('#correct select[name=category]')
	    .selectOption('question');
	await page.locator('#correct .primary').click();
	await page.waitForLoadState();
	await page.locator('#said-h, .changed').first().waitFor();
	await page.goto(HERE);
	is(`${title}: labelled, it is no pick any more`,
	    await page.locator(`ul.plain a[href="${href}"]`).count(), 0);
}

async function back(page, title) {
	await page.goto(HERE);
	const now = await sentence(page);

	await page.locator('button', { hasText: 'Use the rules alone' }).click();
	await page.waitForLoadState();
	check(`${title}: the rules alone`, /rules alone/.test(
	    await sentence(page)), await sentence(page));
	check(`${title}: who did it`, /taken out of use by browser/.test(
	    await attempt(page).innerText()), await attempt(page).innerText());
	run(TIDEMARK_SCORE);
	await attempt(page).locator('button').click();
	await page.waitForLoadState();
	is(`${title}: and on again`, (await sentence(page)).slice(0, 40),
	    now.slice(0, 40));
	run(TIDEMARK_SCORE);
}

async function looks(browser) {
	for (const [name, options] of [['light', {}],
	    ['dark', { colorScheme: 'dark' }],
	    ['narrow', { viewport: { width: 360, height: 740 } }]]) {
		const page = await browser.page(options);

		await page.goto(HERE);
		if (name === 'narrow')
			is('the ledger fits', await overflow(page), '');
		else
			await tidy(page, `the ledger, ${name}`);
		await browser.shot(page, `learning-${name}`);
		await page.context().close();
	}
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	await part('before', () => before(browser));
	learn('learn_said');
	try {
		await both(browser, { ledger, pick, back });
		await part('looks', () => looks(browser));
	} finally {
		learn('learn_forget');
	}
	await browser.close();
}

part('learning in a browser', main).then(end);
