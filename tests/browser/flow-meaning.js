// SPDX-License-Identifier: MIT
// tests/browser/flow-meaning.js - what reads alike, as people meet it: in a search,
// beside a conversation with how it was answered, in more like this, and how far the
// index is; with scripts and without.
'use strict';

const { is, check, part, end } = require('./tap');
const { open, overflow } = require('./browser');
const { tidy, count, download, both } = require('./step');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS } = process.env;

async function ask(page, query) {
	await page.goto('/search');
	await page.fill('#q', query);
	await page.locator('.search-form button').click();
	await page.waitForURL(/\/search\?/);
}

const csv = (page, where) => download(page, page.locator(where,
    { hasText: 'CSV' }).first());

// A word that hardly anybody wrote: what else is there reads alike.
async function search(page, title) {
	await ask(page, 'crash');
	const { rows } = await csv(page, '.listing a');
	const likely = rows.filter((row) => row.found_by === 'words, meaning');

	check(`${title}: what holds the word and reads alike says so`,
	    likely.length > 0 && likely.every((row) => row.likeness > 0));
	check(`${title}: on the page as well`, /reads alike: \d+ %/.test(
	    await page.locator('ol.found').innerText()));
	const only = rows.filter((row) => row.found_by === 'meaning');
	check(`${title}: what holds none of the words stands last`,
	    rows.slice(rows.length - only.length).every((row) =>
	    row.found_by === 'meaning'));
	check(`${title}: and is alike enough`, only.length <= 20 &&
	    only.every((row) => row.likeness >= 0.4));
	await tidy(page, `${title}: a search`);
	await page.goto('/search?q=crash&exact=1');
	check(`${title}: not when only the words are asked for`,
	    !/reads alike/.test(await page.locator('ol.found').innerText()));
}

// From a hit to more like it, to one of them, and what is said there.
async function more(page, title) {
	await ask(page, 'crash');
	const hit = page.locator('ol.found li[data-row]').first();
	const number = await hit.locator('.facts span').first().innerText();

	await hit.locator('a', { hasText: 'More like this' }).click();
	await page.waitForURL(/\/conversations\/\d+\/similar/);
	check(`${title}: it says of which`, (await page.locator('.lead')
	    .innerText()).includes(number));
	const all = page.locator('.reasons li');
	const shown = await all.count();
	check(`${title}: some read like it`, shown > 0);
	is(`${title}: as many as the heading says`,
	    count(await page.locator('h1').innerText()), shown);
	const likeness = (await all.allInnerTexts()).map((text) =>
	    Number(/(\d+) % alike/.exec(text)[1]));
	check(`${title}: the most alike first, none below 70 %`,
	    likeness.every((n, i) => n >= 70 && n <= 100 &&
	    (i === 0 || n <= likeness[i - 1])), likeness.join());
	await tidy(page, `${title}: more like this`);
	const file = await csv(page, '.band a');
	is(`${title}: the file has the same`, file.rows.map((row) =>
	    Math.round(100 * row.likeness)).join(), likeness.join());
	check(`${title}: with the answer, its score and the time to close`,
	    ['reply', 'reply_by', 'reply_score', 'closed_after_seconds']
		.every((name) => file.names.includes(name)));
	await all.first().locator('a').click();
	await page.waitForURL(/\/conversations\/\d+$/);
	check(`${title}: one of them opens`, (await page.locator('main')
	    .innerText()).includes(`#${file.rows[0].number}`));
}

// An answered one beside a conversation, with its reply.
async function beside(page, title) {
	await ask(page, 'crash has:reply');
	await page.locator('ol.found a.subject').first().click();
	await page.waitForURL(/\/conversations\/\d+$/);
	const section = page.locator('section[aria-labelledby=similar-h]');

	check(`${title}: similar ones stand there`, await section.locator(
	    'li').count() > 0 && await section.locator('li').count() <= 5);
	check(`${title}: how alike, and what became of it`,
	    (await section.locator('li').allInnerTexts()).every((text) =>
	    /\d+ % alike/.test(text) && /closed after|active|pending|open|closed/
		.test(text)), await section.innerText());
	await tidy(page, `${title}: a conversation`);
	await section.locator('a', { hasText: 'More like this' }).click();
	await page.waitForURL(/\/similar/);
	check(`${title}: and all of them one click away`,
	    count(await page.locator('h1').innerText()) > 0);
}

async function settings(page, title) {
	await page.goto('/settings');
	await page.locator('a', { hasText: 'Found by meaning' }).click();
	await page.waitForURL(/\/settings\/vectors/);
	check(`${title}: so many can be found`,
	    count(await page.locator('h1').innerText()) > 100);
	check(`${title}: by the local model`, /The local model/.test(
	    await page.locator('main').innerText()));
	await tidy(page, `${title}: the page`);
	await page.locator('button', { hasText: 'Renew it now' }).click();
	await page.waitForURL(/\/settings\/vectors/);
	await page.goto('/jobs');
	check(`${title}: what was asked for is a job`, /reindex|index/i.test(
	    await page.locator('main').innerText()));
}

async function looks(browser) {
	for (const [name, options] of [['light', {}],
	    ['dark', { colorScheme: 'dark' }],
	    ['narrow', { viewport: { width: 360, height: 740 } }]]) {
		const page = await browser.page(options);

		await ask(page, 'crash');
		await page.locator('a', { hasText: 'More like this' }).first()
		    .click();
		await page.waitForURL(/\/similar/);
		for (const what of ['similar', 'vectors']) {
			if (what === 'vectors')
				await page.goto('/settings/vectors');
			if (name === 'narrow')
				is(`${what} fits`, await overflow(page), '');
			else
				await tidy(page, `${what}, ${name}`);
			await browser.shot(page, `meaning-${what}-${name}`);
		}
		await page.context().close();
	}
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	await both(browser, { search, more, beside, settings });
	await part('looks', () => looks(browser));
	await browser.close();
}

part('what reads alike, in a browser', main).then(end);
