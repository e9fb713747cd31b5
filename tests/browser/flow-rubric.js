// SPDX-License-Identifier: MIT
// tests/browser/flow-rubric.js - the rubric as a support lead changes it, with
// scripts and without: a version is typed, refused, saved, tried on stored replies,
// looked at and made current.
'use strict';

const { say, is, check, part, end } = require('./tap');
const { open, overflow } = require('./browser');
const { count, tidy } = require('./step');
const { execFileSync } = require('child_process');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS, TIDEMARK_QUALITY } =
    process.env;

// What cron does every minute.
function judge() {
	execFileSync('bash', ['-c', TIDEMARK_QUALITY], { stdio: 'ignore' });
}

async function weights(page) {
	return Promise.all((await page.locator('[data-weight]').all())
	    .map((input) => input.inputValue()));
}

async function keys(page) {
	return Promise.all((await page.locator('input[name^="key."]').all())
	    .map((input) => input.inputValue()));
}

async function edit(page, title, scripts) {
	await page.goto('/quality/rubric');
	await page.getByRole('link', { name: 'Edit as a new version' }).click();
	const before = await keys(page);

	await page.locator('button[value="down.1"]').click();
	is(`${title}: a dimension moves down`, (await keys(page))[1], before[0]);
	await page.locator('button[value="up.2"]').click();
	is(`${title}: and up again`, (await keys(page)).join(), before.join());
	await page.getByRole('button', { name: 'Add a dimension' }).click();
	is(`${title}: one more`, (await keys(page)).length, before.length + 1);
	await page.locator('input[name="name.5"]').fill('Speed');
	await page.locator('input[name="key.5"]').fill('empathy');
	await page.locator('input[name="weight.5"]').fill('0.2');
	if (scripts)
		is(`${title}: the sum is said while it is typed`,
		    await page.locator('[data-sum]').innerText(),
		    'The weights sum to 1.2: 0.2 too much.');
	await tidy(page, `${title}: the form`);
	await page.getByRole('button', { name: 'Save as a new version' })
	    .last().click();
	check(`${title}: refused, with the reason`, (await page
	    .locator('#fault').innerText())
	    .includes('Two dimensions have the key "empathy"'));
	is(`${title}: nothing typed is lost`,
	    await page.locator('input[name="name.5"]').inputValue(), 'Speed');
	await tidy(page, `${title}: the form, refused`);
	await page.locator('input[name="key.5"]').fill('speed');
	await page.getByRole('button', { name: 'Save as a new version' })
	    .last().click();
	check(`${title}: the sum is named`, (await page.locator('#fault')
	    .innerText()).includes('The weights must sum to 1, not 1.2.'));
	await page.getByRole('button', { name: 'Remove dimension 5' }).click();
	is(`${title}: removed`, (await keys(page)).length, before.length);
	return before;
}

async function save(page, title, name) {
	const inputs = page.locator('[data-weight]');

	for (const [i, w] of ['0.7', '0.1', '0,1', '0.1'].entries())
		await inputs.nth(i).fill(w);
	is(`${title}: four weights`, (await weights(page)).join(' '),
	    '0.7 0.1 0,1 0.1');
	await page.locator('input[name="name"]').fill(name);
	await page.locator('input[name="note"]').fill('empathy counts most');
	await page.getByRole('button', { name: 'Save as a new version' })
	    .last().click();
	await page.waitForURL(/\/quality\/rubric\/\d+$/);
	check(`${title}: saved, with who and why`, (await page
	    .locator('.lead').innerText())
	    .includes('by browser, ') && (await page.locator('.lead')
	    .innerText()).includes('empathy counts most'));
	check(`${title}: not in force`, !(await page.locator('h1')
	    .innerText()).includes('in force'));
}

async function mean(page) {
	await page.goto('/quality?range=365d');
	return page.locator('.tile .value').first().innerText();
}

async function tryIt(page, title) {
	const here = new URL(page.url()).pathname;
	const was = await mean(page);

	await page.goto(here);
	check(`${title}: what is not compared is said`, (await page
	    .locator('main').innerText()).includes('No reply has a score'));
	await page.locator('input[name="most"]').fill('150');
	await page.getByRole('button', { name: 'Judge them' }).click();
	check(`${title}: the progress is shown`, (await page.locator('main')
	    .innerText()).includes('the job'));
	judge();
	await page.goto(here);
	await tidy(page, `${title}: the difference`);
	const row = page.locator('tbody tr').first();

	const said = await page.locator('main').innerText();
	const n = count(await row.locator('td').nth(3).innerText());
	const without = /(\d+) more (has|have) no total/.exec(said);

	is(`${title}: as many as were asked for`,
	    n + (without ? Number(without[1]) : 0), 150);
	check(`${title}: and what moved`,
	    /mean is [\d.]+ instead of [\d.]+/.test(said));
	is(`${title}: the dashboard shows what it showed`, await mean(page),
	    was);
	await page.goto(here);
	await row.locator('td').nth(3).locator('a').click();
	is(`${title}: a number opens its replies`,
	    count(await page.locator('#replies .head span').innerText()), n);
	await tidy(page, `${title}: the replies`);
	await page.goto(here);
}

async function activate(page, title) {
	const here = new URL(page.url()).pathname;
	const other = await page.context().newPage();

	await other.goto(here);
	await page.getByRole('button', { name: 'Make it current' }).click();
	await page.waitForURL(`**${here}`);
	check(`${title}: in force`, (await page.locator('h1').innerText())
	    .includes('is in force'));
	check(`${title}: what is not judged yet is queued`, (await page
	    .locator('main').innerText()).includes('the job'));
	await other.getByRole('button', { name: 'Make it current' }).click();
	check(`${title}: pressed twice is pressed once`, (await other
	    .locator('h1').innerText()).includes('is in force'));
	await other.close();
	judge();
	await page.goto('/quality?range=365d');
	await tidy(page, `${title}: the dashboard`);
	const all = count(await page.locator('.tile .value').nth(1)
	    .innerText());

	check(`${title}: all are judged by it`, all > 150, String(all));
}

// Two versions in the table, the newest against the one before it.
async function compare(page, title) {
	await page.goto('/quality/rubric');
	await tidy(page, `${title}: the versions`);
	await page.getByRole('button', { name: 'Compare' }).click();
	check(`${title}: the last two compared`, (await page.locator('h1')
	    .innerText()).includes('From version'));
	await tidy(page, `${title}: what changed`);
}

async function flow(browser, title, options) {
	const page = await browser.page(options);
	const scripts = options.javaScriptEnabled !== false;

	await part(`${title}: edit`, () => edit(page, title, scripts));
	await part(`${title}: save`, () => save(page, title,
	    `Empathy first, ${title}`));
	await part(`${title}: try`, () => tryIt(page, title));
	await part(`${title}: activate`, () => activate(page, title));
	await part(`${title}: compare`, () => compare(page, title));
	check(`${title}: nothing in the console`, page.problems
	    .filter((p) => !/status of 422/.test(p)).length === 0,
	    page.problems.join('\n'));
	await page.context().close();
}

const pages = [
	['rubric', '/quality/rubric'],
	['rubric-version', '/quality/rubric/2?moved=all'],
	['rubric-diff', '/quality/rubric/diff?a=1&b=2'],
	['rubric-new', '/quality/rubric/new?from=2'],
];
const looks = [
	['light', { colorScheme: 'light' }],
	['dark', { colorScheme: 'dark' }],
	['narrow', { viewport: { width: 360, height: 740 } }],
];

async function visit(browser, [name, path], [look, options]) {
	const page = await browser.page(options);

	await page.goto(path);
	await tidy(page, `${name}, ${look}`);
	if (look === 'narrow') {
		const wide = await overflow(page);

		check(`${name}: fits into 360 pixels`, wide === '', wide);
	}
	is(`${name}, ${look}: one level 1 heading`,
	    await page.locator('h1').count(), 1);
	await browser.shot(page, `${name}-${look}`);
	await page.context().close();
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	judge();
	await flow(browser, 'with scripts', {});
	await flow(browser, 'without scripts', { javaScriptEnabled: false });
	for (const page of pages)
		for (const look of looks)
			await part(`${page[0]}, ${look[0]}`,
			    () => visit(browser, page, look));
	await browser.close();
	say(`screenshots: ${SCREENSHOTS}`);
}

part('the rubric', main).then(end);
