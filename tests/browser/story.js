// SPDX-License-Identifier: MIT
// tests/browser/story.js - the story of the demo, as somebody sees it who only
// looks: all is calm; an outbreak begins; an incident opens on the page, and in the
// (sandbox) Slack channel with buttons; one is pressed, and the page says so. No page
// is loaded again. Against ./dev demo --surge, at any hour of the day.
'use strict';

const { is, check, part, say, end } = require('./tap');
const { open } = require('./browser');
const { tidy } = require('./step');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS, SANDBOX_URL } =
    process.env;
// the outbreak begins, five reports come, cron's program looks once a minute
const OPENS_MS = 200000;
const SEEN_MS = 30000;

const began = Date.now();

function clock(what) {
	say(`${Math.round((Date.now() - began) / 1000)} s: ${what}`);
}

async function stays(page) {
	await page.evaluate(() => { window.stayed = true; });
	await page.mouse.move(2, 2);
}

async function stayed(page, title) {
	check(`${title}, without being loaded again`, await page.evaluate(() =>
	    window.stayed === true));
}

async function calm(queue, overview) {
	await queue.goto('/incidents');
	await queue.getByText('Nothing rises above the usual').waitFor();
	await stays(queue);
	await overview.goto('/');
	is('the overview leads to no incident', await overview.locator(
	    '.lead a', { hasText: 'Open incident' }).count(), 0);
	await stays(overview);
	await browserShot(overview, 'story-calm');
	clock('both pages are open, all is calm');
}

async function opens(queue, overview) {
	const row = queue.locator('table.incidents tbody tr', {
		hasText: 'Crashes' });

	await row.waitFor({ timeout: OPENS_MS });
	clock('the incident stands on the page of incidents');
	await stayed(queue, 'the incident appears');
	is('it is the only one', await queue.locator(
	    'table.incidents tbody tr').count(), 1);
	await tidy(queue, 'the queue');
	await browserShot(queue, 'story-opens');
	await overview.locator('.lead a', { hasText: 'Open incident' })
	    .waitFor({ timeout: SEEN_MS });
	clock('the overview says it');
	await stayed(overview, 'the overview says it');
	check('in its sentence', /Crashes/.test(await overview.locator('h1')
	    .innerText()), await overview.locator('h1').innerText());
	await browserShot(overview, 'story-overview');
}

function message(slack) {
	return slack.locator('article.message:not(.reply)', { has: slack
	    .locator('.header', { hasText: 'Crashes' }) });
}

async function told(slack) {
	await slack.goto(`${SANDBOX_URL}/_sandbox/slack`);
	await message(slack).getByRole('button', { name: 'Acknowledge' })
	    .waitFor({ timeout: SEEN_MS });
	clock('it stands in the Slack channel, with buttons');
	is('as one message', await message(slack).count(), 1);
	await browserShot(slack, 'story-slack');
}

async function pressed(queue, slack) {
	await message(slack).getByRole('button', { name: 'Acknowledge' }).click();
	clock('its button is pressed');
	await queue.locator('table.incidents tbody tr', {
		hasText: 'acknowledged' }).waitFor({ timeout: SEEN_MS });
	clock('the page says who has it in hand');
	await stayed(queue, 'the page says that it is acknowledged');
	await slack.waitForFunction(() => [...document.querySelectorAll(
	    'article.message')].some((m) => /Acknowledged/.test(m.innerText) &&
	    /edited/.test(m.innerText)), null, { timeout: SEEN_MS });
	clock('the message in Slack is edited');
	is('it is one message still', await message(slack).count(), 1);
}

let browserShot;

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	browserShot = (page, name) => SCREENSHOTS ?
		browser.shot(page, name) : undefined;
	await browser.signIn(TIDEMARK_LOGIN_URL);
	const queue = await browser.page();
	const overview = await browser.page();
	const slack = await browser.page();

	await part('calm', () => calm(queue, overview));
	await part('opens', () => opens(queue, overview));
	await part('told', () => told(slack));
	await part('pressed', () => pressed(queue, slack));
	is('nothing in the console', [...queue.problems, ...overview.problems]
	    .join('\n'), '');
	await browser.close();
}

part('the story of the demo', main).then(end);
