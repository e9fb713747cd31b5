// SPDX-License-Identifier: MIT
// tests/browser/flow-slack.js - an incident as people meet it in Slack: told in the
// (sandbox) channel, acknowledged by its button, edited, told in its thread, and
// the same on the page of alerts. The test button and the settings by forms.
'use strict';

const { execFileSync } = require('child_process');
const { is, check, part, end } = require('./tap');
const { open, overflow } = require('./browser');
const { tidy } = require('./step');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS, TIDEMARK_NOTIFY,
	SANDBOX_URL, DATABASE_URL } = process.env;

const CHANNEL = `${SANDBOX_URL}/_sandbox/slack?channel=C0ALERTS`;

function notify() {
	execFileSync('bash', ['-c', TIDEMARK_NOTIFY], { stdio: 'ignore' });
}

function sql(text) {
	return execFileSync('psql', ['-X', '-q', '-At', '-d', DATABASE_URL,
	    '-c', text], { encoding: 'utf8' }).trim();
}

async function told(page) {
	// what other flows left is not looked at here
	sql('truncate incident, incident_event, outbox cascade');
	sql(`with i as (insert into incident (category, platform, app_version,
	    severity, title, begins_at, raised_at, last_rise, reports, expected,
	    seconds, chance) values ('payment', 'ios', '', 'high',
	    'Payments <!channel> & *more*', now() - interval '1 h', now(), now(),
	    18, 2.5, 7200, 0.0001) returning id),
	e as (insert into incident_event (incident_id, kind, from_state, to_state,
	    who) select id, 'raised', 'new', 'new', 'program' from i)
	insert into outbox (topic, key, kind)
	select 'slack', 'incident:' || id, 'raised' from i`);
	notify();
	await page.goto(CHANNEL);
	is('one message stands in the channel',
	    await page.locator('article.message').count(), 1);
	is('its title is text', await page.locator('.header').innerText(),
	    '🟠 Payments <!channel> & *more*');
	is('and mentions nobody', await page.locator('.mention').count(), 0);
	check('it says how much', /18 reports in 2 h, 2\.5 usual/.test(
	    await page.locator('.fields').innerText()));
	if (SCREENSHOTS)
		await page.screenshot({ path: `${SCREENSHOTS}/slack-channel.png` });
}

async function pressed(page) {
	await page.getByRole('button', { name: 'Acknowledge' }).click();
	await page.waitForURL(/_sandbox\/slack/);
	is('the button acknowledges', sql('select state from incident'),
	    'acknowledged');
	notify();
	await page.goto(CHANNEL);
	check('the message says so, edited', /Acknowledged/.test(
	    await page.locator('article').first().innerText()) &&
	    /edited/.test(await page.locator('article').first().innerText()));
	is('the button is gone', await page.getByRole('button',
	    { name: 'Acknowledge' }).count(), 0);
	check('its thread says who', /Acknowledged by ANN/.test(
	    await page.locator('.reply').innerText()));
	await page.getByRole('button', { name: 'Resolve' }).click();
	notify();
	await page.goto(CHANNEL);
	check('resolved', /Resolved/.test(await page.locator('article').first()
	    .innerText()));
	is('it is one message still', await page.locator(
	    'article.message:not(.reply)').count(), 1);
}

async function listed(page) {
	await page.goto('/alerts');
	await tidy(page, 'alerts');
	check('the same alerts stand in Tidemark', /Incident opened/.test(
	    await page.locator('tbody').innerText()) &&
	    /Incident resolved/.test(await page.locator('tbody').innerText()));
	is('all were sent', await page.locator('tbody td', { hasText: /^sent$/ })
	    .count(), await page.locator('tbody tr').count());
}

async function set(page) {
	await page.goto('/settings');
	await page.locator('main a', { hasText: 'Alerts' }).click();
	await tidy(page, 'settings of alerts');
	await page.locator('#rule select[name=category]').selectOption('crash');
	await page.locator('#rule input[name=channel]').fill('C0CRASH');
	await page.locator('#rule input[name=owner]').fill('U0ANN');
	await page.locator('#rule .primary').click();
	check('a category has its channel', /C0CRASH\s*U0ANN/.test(
	    await page.locator('table').first().innerText()));
	await page.locator('table').first().locator('a', { hasText: 'crash' })
	    .or(page.locator('table').first().locator('tr',
	    { hasText: 'C0CRASH' }).locator('a')).first().click();
	await page.getByRole('button', { name: /as all others/ }).click();
	check('and has it no more', !/C0CRASH/.test(
	    await page.locator('table').first().innerText()));
	await page.getByRole('button', { name: 'Send a test alert' }).click();
	await page.waitForURL(/\/alerts$/);
	notify();
	await page.goto(CHANNEL);
	check('the test arrives', /Test alert of Tidemark/.test(
	    await page.locator('main').innerText()));
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	const page = await browser.page();

	await part('told', () => told(page));
	await part('pressed', () => pressed(page));
	await part('listed', () => listed(page));
	await part('set', () => set(page));
	const narrow = await browser.page({ viewport: { width: 360,
	    height: 740 } });
	await part('narrow', async () => {
		for (const path of ['/alerts', '/settings/alerts']) {
			await narrow.goto(path);
			is(`${path} on a phone`, await overflow(narrow), '');
		}
	});
	await browser.close();
}

part('Slack in the browser', main).then(end);
