// SPDX-License-Identifier: MIT
// tests/browser/flow-annotate.js - what people add to charts, and how charts are
// read: releases and office hours by forms, the tooltip by keys, a table in its
// place, paper, a wall; and a view that is saved, with scripts and without.
'use strict';

const { is, check, part, end } = require('./tap');
const { open, violations, overflow } = require('./browser');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS } = process.env;

async function tidy(page, title) {
	const found = await violations(page);

	check(`${title}: axe-core finds nothing`, found.length === 0,
	    found.slice(0, 8).join('\n'));
}

// A time as a datetime-local field wants it, in UTC, some hours ago.
function ago(hours) {
	return new Date(Date.now() - hours * 3600000).toISOString().slice(0, 16);
}

async function annotate(page) {
	await page.goto('/settings');
	await page.locator('main a', { hasText: 'Releases' }).click();
	for (const [label, platform, hours] of [['3.2 out', 'ios', 5],
	    ['3.2 out', 'android', 6], ['Web 14.1', '', 30]]) {
		await page.locator('input[name=label]').fill(label);
		await page.locator('input[name=at]').fill(ago(hours));
		await page.locator('input[name=platform]').fill(platform);
		await page.locator('main form .primary').click();
		await page.waitForURL(/releases$/);
	}
	is('three releases are marked', await page.locator('tbody tr').count(),
	    3);
	await page.goto('/settings/office');
	for (let day = 1; day <= 7; day++) {
		await page.locator(`input[name=opens${day}]`).fill('09:00');
		await page.locator(`input[name=closes${day}]`).fill('17:30');
	}
	await page.locator('main form .primary').click();
	await page.waitForURL(/office$/);
	check('office hours are said in words', /Mon to Sun 09:00.17:30/.test(
	    await page.locator('.lead').innerText()));
}

async function shown(page) {
	await page.goto('/?range=48h');
	is('three marks stand on the axis', await page.locator('.mark').count(),
	    3);
	check('office hours are a band',
	    await page.locator('rect.office').count() >= 2);
	check('the chart lists its releases', /3\.2 out, iOS.*Web 14\.1/s.test(
	    await page.locator('.legend').innerText()) ||
	    /Web 14\.1.*3\.2 out, iOS/s.test(
	    await page.locator('.legend').innerText()));
	await page.locator('.chart .twin > summary').click();
	check('its table too', /3\.2 out, iOS/.test(
	    await page.locator('.twin table').innerText()));
	is('with what it is compared with', await page.locator(
	    '.twin th', { hasText: /^(the 48 h before|Change|Releases)$/ })
	    .count(), 3);
}

// The value that the cursor says, and the heading of the tooltip.
function said(page) {
	return page.locator('.chart-cursor').getAttribute('aria-valuetext');
}

async function keys(page) {
	await page.goto('/?range=48h');
	await page.locator('.chart-cursor').focus();
	await page.keyboard.press('End');
	check('the last hour says that it is not over',
	    /so far/.test(await said(page)));
	check('and is compared with nothing', !/earlier|before/.test(
	    await said(page)), await said(page));
	await page.keyboard.press('ArrowLeft');
	check('the one before it is over, and compared',
	    /the 48 h before: /.test(await said(page)), await said(page));
	is('the tooltip says the same', await page.locator('.tip b').innerText(),
	    (await said(page)).split(';')[0]);
	is('a crosshair stands there',
	    await page.locator('.crosshair').count(), 1);
	await tidy(page, 'with a tooltip');
	await page.keyboard.press('Home');
	await page.keyboard.press('ArrowLeft');
	is('the first hour is the first',
	    await page.locator('.chart-cursor').getAttribute('aria-valuenow'),
	    '1');
	await page.keyboard.press('Escape');
	is('Escape takes it away', await page.locator('.tip').count(), 0);
	await page.keyboard.press('End');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/conversations\?from=/);
	check('Enter opens the list of the hour', true);
}

async function pointer(page) {
	await page.goto('/?range=48h');
	const bars = page.locator('.chart-hits rect');

	await bars.nth(40).hover();
	is('pointing shows a tooltip', await page.locator('.tip').count(), 1);
	await page.locator('h1').hover();
	is('pointing elsewhere takes it away',
	    await page.locator('.tip').count(), 0);
}

async function paper(browser) {
	const page = await browser.page({ viewport: { width: 760, height: 1000 },
		colorScheme: 'dark' });

	await page.goto('/account');
	await page.locator('[data-theme-set=dark]').click();
	await page.goto('/?range=48h');
	await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
	const look = await page.evaluate(() => ({
		page: getComputedStyle(document.body).backgroundColor,
		nav: getComputedStyle(document.querySelector('.top')).display,
		address: document.querySelector('.foot .on-paper').innerText,
		range: document.querySelector('.lead .on-paper').innerText,
		chart: getComputedStyle(document.querySelector('.chart'))
		    .breakInside,
	}));

	is('paper is white, whatever the theme', look.page,
	    'rgb(255, 255, 255)');
	is('without navigation', look.nav, 'none');
	check('with the address', look.address.includes(TIDEMARK_URL +
	    '/?range=48h'), look.address);
	check('and the range of time', / to /.test(look.range), look.range);
	is('charts are not cut', look.chart, 'avoid');
	await browser.shot(page, 'overview-print');
	await page.context().close();
}

async function sizes(browser) {
	for (const width of [360, 1920, 3840]) {
		for (const path of ['/?range=48h', '/?wall=1',
		    '/settings/releases', '/settings/office', '/views']) {
			const page = await browser.page({
				viewport: { width, height: 900 },
			});

			await page.goto(path);
			const wide = await overflow(page);

			check(`${path} fits into ${width} pixels`, wide === '',
			    wide);
			await browser.shot(page, 'annotate' +
			    path.replace(/\W+/g, '-') + '-' + width);
			await page.context().close();
		}
	}
}

async function wall(browser) {
	const page = await browser.page({
		viewport: { width: 1920, height: 1080 }, colorScheme: 'dark',
	});

	await page.goto('/?wall=1');
	is('a wall has no controls', await page.locator(
	    '.ranges, .nav, .top-right, .controls .menu')
	    .filter({ visible: true }).count(), 0);
	check('and looks for news', Number(await page.locator('body')
	    .getAttribute('data-refresh')) > 0);
	const size = await page.locator('.tile .value').first().evaluate((e) =>
	    parseFloat(getComputedStyle(e).fontSize));
	check('in large type', size >= 40, size);
	await page.locator('.leave-wall').click();
	check('one can leave it', await page.locator('.ranges').isVisible());
	await page.context().close();
}

async function view(page, title) {
	const name = `Crashes, ${title}`;

	await page.goto('/conversations?category=crash&from=2000-01-01');
	const all = await page.locator('h1').innerText();

	await page.locator('.views-menu > summary').click();
	await page.locator('.views-menu a', { hasText: 'Save this view' })
	    .click();
	await page.locator('input[name=name]').fill(name);
	await page.locator('main form .primary').click();
	await page.waitForURL(/\/views$/);
	await page.locator('main a.to', { hasText: name }).click();
	is(`${title}: the view is the list`,
	    await page.locator('h1').innerText(), all);
	await page.goto('/views');
	await page.locator('li', { hasText: name })
	    .locator('.quiet').click();
	await page.locator('input[name=name]').fill(`${name}, ours`);
	await page.locator('input[name=shared]').check();
	await page.locator('main form .primary').click();
	await page.waitForURL(/\/views$/);
	check(`${title}: renamed and shared`, /ours\s*shared/.test(
	    await page.locator('.views').first().innerText()));
	await page.locator('li', { hasText: name }).locator('.quiet').click();
	await page.locator('main form').last().locator('button').click();
	await page.waitForURL(/\/views$/);
	is(`${title}: deleted`, await page.locator('li', { hasText: name })
	    .count(), 0);
}

async function menu(page) {
	await page.goto('/views/new?path=/jobs');
	await page.locator('input[name=name]').fill('Mine alone');
	await page.locator('main form .primary').click();
	await page.waitForURL(/\/views$/);
	await page.goto('/conversations');
	await page.locator('.views-menu > summary').click();
	await page.locator('.views-menu a', { hasText: 'Mine alone' }).click();
	await page.waitForURL(/\/jobs$/);
	check('the menu has the person\'s own views', true);
}

async function zone(page, title, name) {
	await page.goto('/account');
	await page.locator('#zone').fill(name);
	await page.locator('main form button', { hasText: 'zone' }).click();
	await page.waitForURL(/account$/);
	await page.goto('/?range=24h');
	is(`${title}: pages are in ${name}`,
	    await page.locator('.top .zone').innerText(), name);
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);
	const plain = { javaScriptEnabled: false };

	await browser.signIn(TIDEMARK_LOGIN_URL);
	const page = await browser.page();
	const without = await browser.page(plain);

	await part('annotate', () => annotate(without));
	await part('shown', () => shown(page));
	await part('keys', () => keys(page));
	await part('pointer', () => pointer(page));
	await part('paper', () => paper(browser));
	await part('wall', () => wall(browser));
	await part('view', () => view(page, 'with scripts'));
	await part('view, plain', () => view(without, 'without scripts'));
	await part('menu', () => menu(page));
	await part('zone', () => zone(page, 'with scripts', 'Asia/Kolkata'));
	await part('zone, plain', () => zone(without, 'without scripts', 'UTC'));
	await part('sizes', () => sizes(browser));
	/* what a page still loaded when it was left is none */
	const problems = page.problems.filter((p) => !/ERR_ABORTED/.test(p));

	check('nothing in the console', problems.length === 0,
	    problems.join('\n'));
	await browser.close();
}

part('annotating in the browser', main).then(end);
