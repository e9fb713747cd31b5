// SPDX-License-Identifier: MIT
// tests/browser/flow-insights.js - a lead at the working list: more rows by
// scrolling and by the button, what is new, a number that opens as many; the
// same without scripts.
'use strict';

const { say, is, check, part, end } = require('./tap');
const { open, violations } = require('./browser');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS } = process.env;
const LIST = '/insights?range=30d';

function rows(page) {
	return page.locator('ol.rows > li').count();
}

async function total(page) {
	return Number((/[\d,]+/.exec(await page.locator('h1').innerText()) ||
	    ['0'])[0].replace(/,/g, ''));
}

async function more(browser) {
	const page = await browser.page();

	await page.goto(LIST);
	const all = await total(page);
	is('the first page has fifty rows', await rows(page), 50);
	await page.locator('[data-more]').click();
	await page.waitForFunction(() =>
	    document.querySelectorAll('ol.rows > li').length > 50);
	check('More adds rows below', await rows(page) >= 100);
	check('and the line says how many of how many',
	    /^\d+ of [\d,]+ shown$/.test(await page.locator('.shown')
		.innerText()), await page.locator('.shown').innerText());
	for (let i = 0; i < 40 && await page.locator('[data-more]').count(); i++) {
		await page.evaluate(() =>
		    window.scrollTo(0, document.body.scrollHeight));
		await page.waitForTimeout(150);
	}
	is('scrolling brings all of them', await rows(page), all);
	const numbers = await page.locator('.rows .facts > :first-child')
	    .allInnerTexts();
	is('none twice', new Set(numbers).size, numbers.length);
	is('newest number first', numbers.join(),
	    [...numbers].sort((a, b) => Number(b.slice(1)) -
		Number(a.slice(1))).join());
	const found = await violations(page);
	check('axe-core finds nothing in the long list', found.length === 0,
	    found.slice(0, 5).join('\n'));
	check('nothing in the console', page.problems.length === 0,
	    page.problems.join('\n'));
	await page.keyboard.press('j');
	is('j goes to the first row', await page.locator('.rows > li.on').count(),
	    1);
	await page.context().close();
}

async function fresh(browser, options, name) {
	const page = await browser.page(options);

	await page.goto(LIST);
	const button = page.locator('form.seen button');

	if (await button.count()) {
		await button.click();
		await page.waitForURL(/\/insights\?/);
	}
	check(`${name}: after marking nothing is new`,
	    await page.locator('b.new').count() === 0 &&
	    / 0 new since /.test(await page.locator('.lead p').innerText()),
	    await page.locator('.lead p').innerText());
	is(`${name}: and there is nothing to mark`, await button.count(), 0);
	await page.context().close();
}

async function about(browser, options, name) {
	const page = await browser.page(options);

	await page.goto(LIST);
	for (const title of ['Categories', 'Keywords', 'Groups']) {
		const choice = page.locator('.facets section', { hasText: title })
		    .locator('a').first();
		const n = Number((await choice.locator('.n').innerText())
		    .replace(/,/g, ''));

		await choice.click();
		await page.waitForURL(/(mention|keyword|group)=/);
		is(`${name}: ${title}: a number opens as many`,
		    await total(page), n);
		await page.locator('a.chip').first().click();
		await page.waitForURL((u) => !/(mention|keyword|group)=/
		    .test(u.search));
	}
	await page.context().close();
}

async function next(browser) {
	const page = await browser.page({ javaScriptEnabled: false });

	await page.goto(LIST);
	await page.locator('[data-more]').click();
	await page.waitForURL(/below=/);
	is('no scripts: More is the next page', await rows(page), 50);
	await page.locator('text=First page').click();
	await page.waitForURL((u) => !/below=/.test(u.search));
	check('no scripts: and back', await rows(page) === 50);
	await page.context().close();
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	await part('more rows', () => more(browser));
	await part('without scripts', () => next(browser));
	await part('about', () => about(browser, {}, 'scripts'));
	await part('about, no scripts', () => about(browser,
	    { javaScriptEnabled: false }, 'no scripts'));
	await part('new', () => fresh(browser, {}, 'scripts'));
	await part('new, no scripts', () => fresh(browser,
	    { javaScriptEnabled: false }, 'no scripts'));
	await browser.close();
	say('the working list was walked');
}

part('the working list', main).then(end);
