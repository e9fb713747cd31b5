// SPDX-License-Identifier: MIT
// tests/browser/flow-live.js - pages that change without being loaded again: by
// live events, and by asking when these fail; and what an administrator does with
// jobs, with scripts and without.
'use strict';

const { execFileSync } = require('child_process');
const { is, check, part, end } = require('./tap');
const { open } = require('./browser');
const { tidy, both, count } = require('./step');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS, TIDEMARK_LIVE } =
    process.env;
const LIST = '/insights?range=30d';

// What the shell of this test can do: arrive, score, notify.
function shell(what) {
	execFileSync('bash', ['-c', `${TIDEMARK_LIVE}\n${what}`],
	    { stdio: 'ignore', timeout: 60000 });
}

// Something new is imported, judged and told.
function arrive() {
	shell('live_arrive');
}

async function total(page) {
	return count(await page.locator('h1').innerText());
}

async function marked(page) {
	await page.evaluate(() => { window.stayed = true; });
}

async function overview(page) {
	await page.goto('/?range=24h');
	await marked(page);
	const first = await page.locator('main').innerHTML();

	await page.mouse.move(2, 2);
	await page.waitForTimeout(500);
	arrive();
	await page.waitForFunction((old) => document.querySelector('main')
	    .innerHTML !== old, first, { timeout: 12000 });
	check('the overview changed', true);
	check('without being loaded again', await page.evaluate(() =>
	    window.stayed === true));
	await page.waitForTimeout(2500);	// what is new has faded in
	await tidy(page, 'the overview after a change');
}

async function insights(page) {
	await page.goto(LIST);
	await marked(page);
	const before = await total(page);
	const top = await page.locator('.rows .subject').first()
	    .getAttribute('href');

	await page.mouse.move(2, 2);
	await page.waitForTimeout(500);
	arrive();
	await page.waitForFunction((href) => document.querySelector(
	    '.rows .subject').getAttribute('href') !== href, top,
	{ timeout: 12000 });
	check('the working list has newer ones on top',
	    await total(page) > before);
	check('without being loaded again', await page.evaluate(() =>
	    window.stayed === true));
}

// Somebody else has it in hand; what is typed here meanwhile stays.
async function incident(page, browser) {
	shell(`pg_sql "$db_name" -c "insert into incident (category, severity,
	    title, begins_at, raised_at, last_rise, reports, expected, seconds,
	    chance) values ('live', 'high', 'Live rises', now() - interval '1 h',
	    now(), now(), 18, 2.5, 7200, 0.0001)"`);
	await page.goto('/incidents?category=live');
	await page.getByRole('link', { name: 'Live rises' }).click();
	await marked(page);
	const other = await browser.page();

	await other.goto(page.url());
	await page.mouse.move(2, 2);
	await page.locator('[data-state]', { hasText: 'new' }).waitFor();
	await other.getByRole('button', { name: 'Acknowledge' }).click();
	shell('program tidemark-live');
	await page.locator('[data-state]', { hasText: 'acknowledged' })
	    .waitFor({ timeout: 12000 });
	check('the page of an incident shows what others did with it', true);
	check('without being loaded again', await page.evaluate(() =>
	    window.stayed === true));
	await page.getByLabel('What others should know').fill('half a sen');
	await page.locator('h1').click();
	await other.getByRole('button', { name: 'Take it' }).click();
	shell('program tidemark-live');
	await page.waitForTimeout(6000);
	is('what was typed and not sent stays', await page.getByLabel(
	    'What others should know').inputValue(), 'half a sen');
	check('and the page waits for it', !/owner browser/.test(
	    await page.locator('.facts').first().innerText()));
	await other.context().close();
}

async function polling(page) {
	let asked = 0;

	await page.route('**/admin/events', (route) => route.abort());
	// fifteen seconds are long for a test
	await page.route(TIDEMARK_URL + '/?range=24h', async (route) => {
		const answer = await route.fetch();

		asked++;
		if (answer.status() !== 200) {
			await route.fulfill({ response: answer });
			return;
		}
		await route.fulfill({ response: answer, body:
		    (await answer.text()).replace('data-refresh="15"',
			'data-refresh="5"') });
	});
	await page.goto('/?range=24h');
	await marked(page);
	const first = await page.locator('main').innerHTML();

	await page.mouse.move(2, 2);
	arrive();
	await page.waitForFunction((old) => document.querySelector('main')
	    .innerHTML !== old, first, { timeout: 20000 });
	check('without live events the overview asks by itself', asked > 1);
	check('and changes without being loaded again',
	    await page.evaluate(() => window.stayed === true));
	page.problems = page.problems.filter((p) => !/events|ERR_FAILED/.test(p));
}

async function jobs(page, title) {
	await page.goto('/jobs');
	await page.getByRole('button', { name: 'Queue import + score' }).click();
	const row = page.locator('tr[data-row]').first();

	await row.getByText('queued').waitFor();
	await tidy(page, `${title}: jobs`);
	await row.getByRole('button', { name: /^Cancel/ }).click();
	await row.getByText('cancelled', { exact: true }).waitFor();
	check(`${title}: says by whom`, /by browser/.test(await row.innerText()),
	    await row.innerText());
	await row.getByRole('button', { name: /^Run again/ }).click();
	await row.getByText('queued').waitFor();
	await page.locator('select[name=state]').selectOption('cancelled');
	await page.getByRole('button', { name: 'Show' }).click();
	await page.waitForURL(/state=cancelled/);
	check(`${title}: the one that ended says as which it was asked for`,
	    /by browser; asked for again as job \d+/.test(await row.innerText()));
	is(`${title}: only such`, await page.locator('tr[data-row]')
	    .filter({ hasNotText: 'cancelled' }).count(), 0);
	await page.goto('/jobs?state=queued');
	await row.getByRole('button', { name: /^Cancel/ }).click();
	await page.getByText('No job is like that').waitFor();
}

async function progress(page) {
	await page.goto('/jobs');
	await marked(page);
	await page.mouse.move(2, 2);
	shell('live_job');
	await page.locator('svg.progress').waitFor({ timeout: 12000 });
	check('the page of jobs shows progress by itself',
	    await page.evaluate(() => window.stayed === true));
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	await both(browser, { jobs });
	for (const run of [overview, insights, incident, progress, polling]) {
		const page = await browser.page();

		await part(run.name, () => run(page, browser));
		is(`${run.name}: nothing in the console`,
		    page.problems.join('\n'), '');
		await page.context().close();
	}
	await browser.close();
}

part('live pages', main).then(end);
