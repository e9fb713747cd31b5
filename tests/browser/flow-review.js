// SPDX-License-Identifier: MIT
// tests/browser/flow-review.js - people beside the engine: a blind review and what it
// shows afterwards, a cycle, a calibration of two, coaching, the report; with scripts
// and without.
'use strict';

const { is, check, part, end } = require('./tap');
const { open, overflow } = require('./browser');
const { tidy, count, both } = require('./step');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS } = process.env;

async function marks(page, score) {
	for (const menu of await page.locator('form.review select').all())
		await menu.selectOption(score);
}

async function submit(page) {
	await page.locator('form.review button', { hasText: 'Submit' }).click();
	await page.locator('.said-of').first().waitFor();
}

async function blind(page, title) {
	await page.goto('/quality/queue');
	await tidy(page, `${title}, the queue`);
	await page.locator('.lead .button').click();
	await page.waitForURL(/\/quality\/replies\/\d+\?blind=1/);
	is(`${title}: the score is hidden`, await page.locator('.total').count(),
	    0);
	is(`${title}: so is what it marked`, await page.locator('mark').count(),
	    0);
	await tidy(page, `${title}, the form`);
	await marks(page, '6');
	await page.locator('input[name="why.empathy"]').fill('names <b>nothing');
	await submit(page);
	check(`${title}: then both are there`,
	    await page.locator('.total').count() >= 2);
	is(`${title}: with the difference in each dimension`,
	    await page.locator('.said-of').first().locator('tbody tr').count(), 5);
	check(`${title}: and the words as they were typed`,
	    /names <b>nothing/.test(await page.locator('.said-of').first()
		.innerText()));
	await tidy(page, `${title}, reviewed`);
}

async function coach(page, title) {
	await page.goto('/quality/replies?range=365d');
	await page.locator('ol.rows .subject').first().click();
	await page.locator('summary', { hasText: 'Say something' }).click();
	await page.locator('form[action$="/coaching"] textarea').fill(title);
	await page.locator('form[action$="/coaching"] button').click();
	const said = page.locator('.coaching', { hasText: title });

	await said.waitFor();
	await said.locator('button').click();
	await said.waitFor({ state: 'detached' });
	check(`${title}: said, and taken back`, true);
}

async function skip(page, title) {
	await page.locator('.lead .button').click();
	await page.locator('summary', { hasText: 'Skip it' }).click();
	await page.locator('input[name=reason]').fill(`${title}, a test`);
	await page.locator('button', { hasText: 'Skip it' }).click();
	await page.waitForURL(/\/quality\/queue$/);
	const number = page.locator('.cover a[href*="state=skipped"]');

	is(`${title}: one is skipped`, count(await number.innerText()), 1);
	await number.click();
	await page.locator('.todo', { hasText: `${title}, a test` }).waitFor();
	await tidy(page, `${title}, what was skipped`);
}

async function cycle(page, title) {
	await page.goto('/quality/queue');
	await page.locator('input[name=name]').fill(title);
	await page.locator('input[name=goal]').fill('2');
	check(`${title}: of any category`, await page.locator(
	    'select[name=category] option').count() > 3);
	await page.locator('form[action="/quality/cycles"] button').click();
	const band = page.locator('section.cycle');

	await band.locator('button', { hasText: 'Assign' }).click();
	await page.locator('h1', { hasText: 'for you to review' }).waitFor();
	const wanted = 2 * await band.locator('tbody tr').count();

	is(`${title}: two of each agent`, count(await page.locator('h1')
	    .innerText()), wanted);
	await page.locator('.lead .button').click();
	is(`${title}: the first is for this cycle, blind`,
	    await page.locator('.total').count(), 0);
	await marks(page, '7');
	await submit(page);
	await page.goto('/quality/queue');
	is(`${title}: one fewer is left`, count(await page.locator('h1')
	    .innerText()), wanted - 1);
	await skip(page, title);
	await page.goto('/quality/queue');
	is(`${title}: and another one`, count(await page.locator('h1')
	    .innerText()), wanted - 2);
	await band.locator('.lacks', { hasText: '1 to assign' }).waitFor();
	await tidy(page, `${title}, coverage`);
	await band.locator('button', { hasText: 'End this cycle' }).click();
	await band.waitFor({ state: 'detached' });
}

async function alone(page, title) {
	await page.goto('/quality/calibration');
	await tidy(page, `${title}, calibration`);
	await page.locator('input[name=name]').fill(title);
	await page.locator('form[action="/quality/calibration"] button').click();
	check(`${title}: one alone does not calibrate`, /two or more/.test(
	    await page.locator('main').innerText()));
}

async function report(page, title) {
	await page.goto('/quality/report');
	check(`${title}: few are said to be few`, /too few/.test(
	    await page.locator('h1').innerText()));
	await tidy(page, `${title}, the report`);
	await page.locator('.lead a[href*="reviews=all"]').click();
	await page.waitForURL(/reviews=all/);
	check(`${title}: with those in sight of the score`,
	    await page.locator('tbody tr').count() >= 5);
}

async function look(browser, name, options) {
	for (const [place, path] of [['queue', '/quality/queue'],
	    ['report', '/quality/report'], ['calibration', '/quality/calibration'],
	    ['disputes', '/quality/disputes']]) {
		const page = await browser.page(options);

		await page.goto(path);
		is(`${place}, ${name}: fits`, await overflow(page), '');
		await browser.shot(page, `review-${place}-${name}`);
		await page.context().close();
	}
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);
	const flows = { blind, coach, cycle, alone, report };

	await browser.signIn(TIDEMARK_LOGIN_URL);
	await both(browser, flows, /status of 422/);
	await part('light', () => look(browser, 'light', {}));
	await part('dark', () => look(browser, 'dark', { colorScheme: 'dark' }));
	await part('narrow', () => look(browser, 'narrow',
	    { viewport: { width: 360, height: 740 } }));
	await browser.close();
}

part('reviews in the browser', main).then(end);
