// SPDX-License-Identifier: MIT
// tests/browser/pages.js - every page in light and dark, narrow, and without
// scripts; and the way from the sign-in link to a conversation, on which each
// number must be the number of rows that it opens.
'use strict';

const { say, is, check, part, end } = require('./tap');
const { open, violations, overflow, stopped } = require('./browser');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS } = process.env;

// Name, address, and the status that it must have.
const pages = [
	['overview', '/', 200],
	['overview-30d', '/?range=30d', 200],
	['incidents-none', '/incidents', 200],
	['insights', '/insights?range=7d', 200],
	['insights-none', '/insights?keyword=zzzzqqqq', 200],
	['conversations', '/conversations', 200],
	['conversations-none', '/conversations?q=zzzzqqqq', 200],
	['conversation', null, 200],	/* the first of the list */
	['customers', '/customers', 200],
	['search', '/search', 200],
	['search-found', '/search?q=refund+crash', 200],
	['search-none', '/search?q=zzzzqqqq', 200],
	['search-refused', '/search?q=before:yesterday', 422],
	['corrections', '/corrections', 200],
	['groups', '/groups?range=30d', 200],
	['group', 'group', 200],	/* the first of the list */
	['jobs', '/jobs', 200],
	['alerts', '/alerts', 200],
	['alert-settings', '/settings/alerts?category=crash', 200],
	['account', '/account', 200],
	['overview-week', '/?range=7d&compare=week', 200],
	['overview-wall', '/?wall=1', 200],
	['views', '/views', 200],
	['view-new', '/views/new?path=/', 200],
	['settings', '/settings', 200],
	['releases', '/settings/releases', 200],
	['office', '/settings/office', 200],
	['data', '/settings/data', 200],
	['audit', '/settings/audit', 200],
	['usage-calls', '/settings/usage/calls', 200],
	['quality-settings', '/settings/quality?days=30', 200],
	['quality-report', '/quality/report?again=5', 200],
	['quality-drift', '/quality/drift?range=90d', 200],
	['detector', '/detector', 200],
	['not-found', '/there-is-nothing-here', 404],
];

const open_pages = [
	['sign-in', '/sign-in', 200],
	['sign-in-link', '/sign-in/link?token=' + 'A'.repeat(43), 200],
];

async function visit(browser, [name, path, status], look) {
	const page = await browser.page(look.options);

	await part(`${name}, ${look.name}`, async () => {
		const answer = await page.goto(path);

		is(`${name}, ${look.name}: status`, answer.status(), status);
		if (!['conversation', 'group'].includes(name))	/* a customer's words */
			is(`${name}, ${look.name}: no heading ends in a full stop`,
			    await stopped(page), '');
		await look.test(page, `${name}, ${look.name}`);
		check(`${name}, ${look.name}: nothing in the console`,
		    page.problems.filter((p) => !/status of 4(04|22)/.test(p))
			.length === 0, page.problems.join('\n'));
		await browser.shot(page, `${name}-${look.name}`);
	});
	await page.context().close();
}

async function accessible(page, title) {
	const found = await violations(page);

	check(`${title}: axe-core finds nothing`, found.length === 0,
	    found.slice(0, 8).join('\n'));
}

async function fits(page, title) {
	const wide = await overflow(page);

	check(`${title}: fits into 360 pixels`, wide === '', wide);
}

async function readable(page, title) {
	const text = await page.locator('main').innerText();

	check(`${title}: has text in main`, text.trim().length > 20, text);
	is(`${title}: one level 1 heading`, await page.locator('h1').count(), 1);
}

const looks = [
	{ name: 'light', options: { colorScheme: 'light' }, test: accessible },
	{ name: 'dark', options: { colorScheme: 'dark' }, test: accessible },
	{
		name: 'narrow',
		options: { viewport: { width: 360, height: 740 } },
		test: fits,
	},
	{
		name: 'no-scripts',
		options: { javaScriptEnabled: false },
		test: readable,
	},
];

// The number that a text begins with: "1,284 conversations" is 1284. "57 min"
// is a time, not a count.
function number(text) {
	const found = /^\s*([\d,]+)(?![\d.:]|\s(?:s|min|h|d)\b)/.exec(text);

	return found ? Number(found[1].replace(/,/g, '')) : null;
}

// Every link of the overview that is a number and leads to the list, once.
async function numbers(page) {
	const links = await page.locator('main a[href^="/conversations"]')
	    .evaluateAll((all) => all.map((a) => ({
		href: a.getAttribute('href'),
		text: a.textContent,
		place: (a.closest('section, li') || a).textContent
		    .trim().replace(/\s+/g, ' ').slice(0, 40),
	})));
	const once = new Map();

	for (const link of links) {
		link.count = number(link.text);
		if (link.count !== null)
			once.set(`${link.count} ${link.href}`, link);
	}
	return [...once.values()];
}

function plain(html) {
	return html.replace(/<[^>]*>/g, '').replace(/&amp;/g, '&');
}

// What a list says of itself, and how many rows its CSV has.
async function rows(page, href) {
	const html = await (await page.request.get(href)).text();
	const heading = plain(/<h1[^>]*>(.*?)<\/h1>/s.exec(html)[1]);
	const csv = /href="([^"]*\.csv[^"]*)"/.exec(html)[1]
	    .replace(/&amp;/g, '&');
	const text = (await (await page.request.get(csv)).text())
	    .replace(/"(?:[^"]|"")*"/g, '""');

	return {
		heading: Number((/[\d,]+/.exec(heading) || ['-1'])[0]
		    .replace(/,/g, '')),
		csv: text.trim().split('\n').length - 1,
		text: plain(html),
	};
}

// A number of people opens a list of conversations that names it too.
async function compare(page, link) {
	const title = `${link.count} opens as many (${link.place})`;
	const got = await rows(page, link.href);

	if (/^Customers/.test(link.place))
		is(title, (/[\d,]+(?= customers?\b)/.exec(got.text) || [])[0],
		    link.text.trim());
	else
		is(title, `${got.heading} ${got.csv}`,
		    `${link.count} ${link.count}`);
}

async function follow(browser) {
	const page = await browser.page();

	await page.goto('/');
	const links = await numbers(page);
	check('the overview has numbers that open lists', links.length > 5,
	    `${links.length} found`);
	for (const link of links)
		await part(link.place, () => compare(page, link));
	await page.goto('/conversations');
	await page.locator('ol.rows a.subject').first().click();
	await page.waitForURL(/\/conversations?\//);
	check('a subject opens its conversation',
	    await page.locator('article.msg').count() > 0);
	const place = new URL(page.url()).pathname;
	await page.context().close();
	return place;
}

async function firstGroup(browser) {
	const page = await browser.page();

	await page.goto('/groups?range=30d');
	await page.locator('table.group-list th a').first().click();
	const place = new URL(page.url()).pathname;
	await page.context().close();
	return place;
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	for (const page of open_pages)
		for (const look of looks)
			await visit(browser, page, look);
	await browser.signIn(TIDEMARK_LOGIN_URL);
	await part('from the overview to a conversation', async () => {
		pages.find((p) => p[1] === null)[1] = await follow(browser);
	});
	await part('from the list to a group', async () => {
		pages.find((p) => p[1] === 'group')[1] = await firstGroup(browser);
	});
	for (const page of pages.filter((p) => p[1] !== null))
		for (const look of looks)
			await visit(browser, page, look);
	await browser.close();
	say(`screenshots: ${SCREENSHOTS}`);
}

part('the browser', main).then(end);
