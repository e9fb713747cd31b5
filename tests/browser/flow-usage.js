// SPDX-License-Identifier: MIT
// tests/browser/flow-usage.js - a model is chosen, tried and asked about what came
// before; its words are marked as its own on a conversation and on the overview; and
// what it cost, as a page, a chart and a file; with scripts and without.
'use strict';

const { execFileSync } = require('child_process');

const { is, check, part, end } = require('./tap');
const { open, overflow } = require('./browser');
const { tidy, both, count, download } = require('./step');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, TIDEMARK_ENRICH, SCREENSHOTS } =
    process.env;

const SETTINGS = '/settings/enrichment';

// What cron does every minute.
function enrich() {
	execFileSync('bash', ['-c', TIDEMARK_ENRICH], { stdio: 'ignore' });
}

async function choose(page, engine) {
	await page.goto(SETTINGS);
	await page.selectOption('select[name=engine]', engine);
	await page.getByRole('button', { name: 'Save' }).click();
	await page.waitForURL(`**${SETTINGS}`);
	is(`the engine is ${engine}`, await page.locator('select[name=engine]')
	    .inputValue(), engine);
}

async function settings(page, title) {
	await choose(page, 'anthropic');
	await tidy(page, title);
	await page.getByRole('button', { name: 'Test the connection' }).click();
	await page.waitForURL(`**${SETTINGS}`);
	enrich();
	await page.goto(SETTINGS);
	check(`${title}: the test says who answered`, /It works, .*claude-haiku/
	    .test(await page.locator('main').innerText()));
}

async function backlog(page, title) {
	await page.goto(SETTINGS);
	await page.fill('#backlog input[name=days]', '2');
	await page.getByRole('button', { name: 'What would it cost?' }).click();
	await page.waitForURL(/days=2/);
	const said = await page.locator('#backlog [role=status]').innerText();
	const due = /At once: .*By batch, within a day/.test(said);

	check(`${title}: the estimate says both ways, or that all were asked`,
	    due || /asked about all of the last/.test(said), said);
	await tidy(page, `${title}: estimate`);
	if (!due)
		return;
	await page.getByRole('button', { name: 'Ask about them at once' })
	    .click();
	await page.waitForURL(/\/jobs/);
	enrich();
	await page.goto('/jobs');
	check(`${title}: the job is told`, (await page.locator('main')
	    .innerText()).includes('Asking what conversations are about'));
}

async function words(page, title) {
	await page.goto('/conversations?range=2d');
	const row = page.locator('li, tr').filter({ hasText:
	    'in words of anthropic' }).first();

	check(`${title}: a row is marked`, await row.count() === 1);
	await row.locator('a[href^="/conversations/"]').first().click();
	await page.waitForURL(/\/conversations\/\d+/);
	const main = await page.locator('main').innerText();

	check(`${title}: the conversation has the model's words, as its own`,
	    main.includes('What the model says') &&
	    main.includes('Nothing is counted by it'), main.slice(0, 400));
	await tidy(page, `${title}: a conversation`);
	await page.goto('/');
	check(`${title}: the headline is the rules'`, (await page
	    .locator('section.lead').innerText()).includes('by the rules'));
}

// A number of calls opens as many rows, and one of them its conversation.
async function calls(page, title) {
	const row = page.locator('section[aria-labelledby=sum-h] tr[data-row]')
	    .filter({ hasText: 'what conversations are about' }).first();
	const number = row.locator('[data-word=calls] a');
	const n = count(await number.innerText());

	await number.click();
	await page.waitForURL(/usage\/calls\?purpose=enrich/);
	is(`${title}: the list says as many calls`,
	    count(await page.locator('h1').innerText()), n);
	is(`${title}: and shows them`, await page.locator('tr[data-row]')
	    .count(), Math.min(n, 100));
	await tidy(page, `${title}: calls`);
	const file = await download(page, page.getByRole('link',
	    { name: /^CSV/ }));

	is(`${title}: and saves them`, file.rows.length, n);
	await page.selectOption('select[name=result]', 'failed');
	await page.getByRole('button', { name: 'Show' }).click();
	await page.waitForURL(/result=failed/);
	check(`${title}: those in vain alone`, (await page
	    .locator('td.wide').allInnerTexts())
	    .every((text) => text.startsWith('in vain')));
	await page.goto('/settings/usage/calls?purpose=enrich');
	await page.locator('tr[data-row] a[href^="/conversations/"]').first()
	    .click();
	await page.waitForURL(/\/conversations\/\d+/);
	await page.goto('/settings/usage?days=7');
}

async function usage(page, title) {
	await page.goto('/settings/usage?days=7');
	check(`${title}: the sentence is what it cost`,
	    /^Models cost /.test(await page.locator('h1').innerText()),
	    await page.locator('h1').innerText());
	await tidy(page, title);
	const day = page.locator('.chart a[href^="#d-"]').last();
	const place = await day.getAttribute('href');

	is(`${title}: a day of the chart leads to its rows`,
	    await page.locator(place).count(), 1);
	await calls(page, title);
	const rows = await page.locator('tr[data-row]').count();
	const sums = await page.locator('section[aria-labelledby=sum-h] ' +
	    'tr[data-row]').count();
	const file = await download(page, page.getByRole('link',
	    { name: /^CSV/ }));

	is(`${title}: the file has the rows of the days`, file.rows.length,
	    rows - sums);
	is(`${title}: with what was asked`, file.rows.some((r) =>
	    r.purpose === 'enrich' && r.engine === 'anthropic'), true);
}

async function looked(browser) {
	for (const scheme of ['light', 'dark'])
		for (const [width, name, path] of [
			[1280, 'usage', '/settings/usage?days=7'],
			[390, 'usage', '/settings/usage?days=7'],
			[1280, 'calls', '/settings/usage/calls'],
			[390, 'calls', '/settings/usage/calls'],
			[1280, 'enrichment', SETTINGS],
			[390, 'enrichment', SETTINGS],
			[1280, 'overview-said', '/'],
		]) {
			const one = await browser.page({ colorScheme: scheme,
				viewport: { width, height: 900 } });

			await one.goto(path);
			const wide = await overflow(one);

			check(`${name} fits into ${width} pixels, ${scheme}`,
			    wide === '', wide);
			await tidy(one, `${name}, ${width} pixels, ${scheme}`);
			await browser.shot(one, `${name}-${width}-${scheme}`);
			await one.context().close();
		}
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	await both(browser, { settings, backlog, words, usage });
	await part('looked at', () => looked(browser));
	const page = await browser.page();

	await choose(page, 'off');
	await browser.close();
}

part('models in the browser', main).then(end);
