// SPDX-License-Identifier: MIT
// tests/browser/flow-quality.js - from a figure of quality to the words behind it:
// the dashboard, the replies of a number, one reply with its evidence marked, and
// the filters kept all the way; with scripts and without.
'use strict';

const { is, check, part, end } = require('./tap');
const { open, overflow } = require('./browser');
const { tidy, count, both, download } = require('./step');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS } = process.env;

const START = '/quality?range=365d';

function heading(page) {
	return page.locator('h1').innerText();
}

// A link whose text is a number opens a list of that many.
async function opens(page, link, title) {
	const said = count(await link.innerText());

	await link.click();
	await page.waitForURL(/\/quality\/replies\?/);
	is(`${title} opens as many replies`, count(await heading(page)), said);
	return said;
}

async function figures(page, title) {
	await page.goto(START);
	check(`${title}: the sentence is a figure`,
	    /^Replies score \d\.\d of 10 on average$/.test(await heading(page)),
	    await heading(page));
	await tidy(page, title);
	for (const [name, place] of [
		['the tile', '.tile:nth-child(2) .value'],
		['a dimension', '.by-dimension tbody tr:nth-child(2) a'],
		['the largest bin', '.bins li:nth-child(8) a'],
		['an agent', 'table tr[data-row]:nth-child(1) td.num a'],
	]) {
		await page.goto(START);
		await opens(page, page.locator(place).first(),
		    `${title}: ${name}`);
		check(`${title}: ${name} keeps the days`,
		    page.url().includes('range=365d'), page.url());
	}
}

async function narrowed(page, title) {
	await page.goto(START);
	await page.locator('details.menu > summary', { hasText: 'All agents' })
	    .click();
	const choice = page.locator('details[open] .pop li a').nth(1);
	const agent = await choice.innerText();

	await choice.click();
	await page.waitForURL(/agent=\d+/);
	check(`${title}: the sentence names the agent`, (await heading(page))
	    .startsWith(`${agent}: `), await heading(page));
	await tidy(page, `${title}: one agent`);
	await page.locator('details.menu > summary', { hasText: 'Any category' })
	    .click();
	const category = page.locator('details[open] .pop li a').nth(1);

	check(`${title}: categories keep the agent`, /agent=\d+.*category=/.test(
	    await category.getAttribute('href')));
	await page.locator('details.menu > summary',
	    { hasText: 'Incidents included' }).click();
	await page.locator('details[open] .pop a', { hasText: 'set apart' })
	    .click();
	await page.waitForURL(/incidents=without/);
	check(`${title}: the address has all filters`,
	    /range=365d.*agent=\d+.*incidents=without/.test(page.url()),
	    page.url());
	await opens(page, page.locator('.tile:nth-child(2) .value'), title);
	await page.locator('.lead a', { hasText: 'all figures' }).click();
	await page.waitForURL(/\/quality\?/);
	check(`${title}: and back, none is lost`,
	    /range=365d.*agent=\d+.*incidents=without/.test(page.url()),
	    page.url());
}

// The lowest of all, and why.
async function evidence(page, title) {
	await page.goto(START);
	await page.locator('.tile:nth-child(1) .value').click();
	await page.waitForURL(/sort=lowest/);
	await tidy(page, `${title}: the list`);
	const row = page.locator('.rows .reply').first();
	const score = await row.locator('.score').innerText();

	await row.locator('a.subject').click();
	await page.waitForURL(/\/quality\/replies\/\d+$/);
	is(`${title}: its score is that of the list`,
	    parseFloat(await page.locator('.total').innerText()), Number(score));
	await tidy(page, `${title}: the reply`);
	is(`${title}: one message is judged`,
	    await page.locator('.msg.judged').count(), 1);
	const marks = page.locator('.msg mark');
	const said = (await page.locator('.signals q').allInnerTexts())
	    .map((s) => s.replace(/[“”"]/g, ''));

	check(`${title}: words are marked`, await marks.count() > 0);
	for (const mark of await marks.all()) {
		const words = await mark.innerText();

		check(`${title}: "${words}" is what a signal says`,
		    said.some((s) => s.replace(/\s+/g, ' ').includes(
			words.replace(/\s+/g, ' '))), said.join(' | '));
		check(`${title}: "${words}" has its reason`,
		    (await mark.getAttribute('title')).length > 4);
	}
	await page.locator('.facts a').click();
	await page.waitForURL(/\/conversations\/\d+/);
}

async function files(page, title) {
	await page.goto(START);
	const n = count(await page.locator('.tile:nth-child(2) .value')
	    .innerText());
	const file = await download(page, page.locator(
	    'a[href^="/quality/qa_rollups.csv"]'));

	is(`${title}: the file of agents has its old name`, file.name,
	    'qa_rollups.csv');
	is(`${title}: and as many replies as the tile`, file.rows.reduce(
	    (sum, row) => sum + Number(row.scored_cnt), 0), n);
	const trend = await download(page, page.locator(
	    'a[href^="/quality/qa_trend_by_agent.csv"]'));

	is(`${title}: a column for each agent`, trend.names.slice(1).sort()
	    .join(), file.rows.map((row) => row.agent).sort().join());
	await messages(page, title, n);
}

// The list as a file: its rows in its order.
async function messages(page, title, n) {
	await page.goto('/quality/replies?range=365d&sort=lowest');
	const shown = await page.locator('.rows .reply').evaluateAll((all) =>
	    all.map((row) => [row.querySelector('a.subject').textContent,
		Number(row.querySelector('.score').textContent)]));
	const file = await download(page, page.locator('.list-head .quiet'));

	is(`${title}: the file of replies has its old name`, file.name,
	    'qa_messages.csv');
	is(`${title}: as many as the tile`, file.rows.length, n);
	is(`${title}: in the order of the list`, file.rows
	    .slice(0, shown.length).map((row) => row.subject || '(no subject)')
	    .join('\n'), shown.map(([subject]) => subject).join('\n'));
	/* which shows one place, where the file has two */
	check(`${title}: with the same scores`, shown.every(([, score], i) =>
	    Math.abs(score - Number(file.rows[i].total)) < 0.056));
	check(`${title}: with the words of each`, file.rows.every((row) =>
	    row.body_plain.length > 0));
}

async function looked(browser) {
	const page = await browser.page();

	await page.goto('/quality/replies?range=365d&sort=lowest');
	const reply = await page.locator('a.subject').first()
	    .getAttribute('href');

	for (const [width, scheme] of [[360, 'light'], [360, 'dark'],
	    [1280, 'light'], [1280, 'dark'], [1920, 'light']])
		for (const [path, name] of [[START, 'quality'],
		    ['/quality/replies?range=365d', 'replies'],
		    [reply, 'reply']]) {
			const one = await browser.page({ colorScheme: scheme,
				viewport: { width, height: 900 } });

			await one.goto(path);
			const wide = await overflow(one);

			check(`${name} fits into ${width} pixels, ${scheme}`,
			    wide === '', wide);
			await tidy(one, `${name}, ${width} pixels, ${scheme}`);
			if (width === 1280)
				check(`${name}: the entries stand in one line`,
				    (await one.locator('.nav').boundingBox())
					.height < 60);
			await browser.shot(one, `${name}-${width}-${scheme}`);
			await one.context().close();
		}
	await page.context().close();
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	await both(browser, { figures, narrowed, evidence, files });
	await part('looked at', () => looked(browser));
	await browser.close();
}

part('quality in the browser', main).then(end);
