// SPDX-License-Identifier: MIT
// tests/browser/flow-connect.js - an administrator connects Help Scout: refuses
// there, allows, sees who is connected, disconnects; with scripts and without. The
// way leads over another site and back, so cookies and the content policy count.
'use strict';

const { say, is, check, part, end } = require('./tap');
const { open, violations, overflow } = require('./browser');
const { execFileSync } = require('child_process');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS, TIDEMARK_BACKFILL } =
    process.env;

// What cron does every minute.
function backfill() {
	execFileSync('bash', ['-c', TIDEMARK_BACKFILL], { stdio: 'ignore' });
}

function main_text(page) {
	return page.locator('main').innerText();
}

async function consent(page, title, button) {
	await page.getByRole('link', { name: /^Connect/ }).click();
	await page.waitForURL('**/authorizeClientApplication?*');
	check(`${title}: Help Scout's page is another site`,
	    !page.url().startsWith(TIDEMARK_URL), page.url());
	await page.getByRole('button', { name: button }).click();
	await page.waitForURL(`${TIDEMARK_URL}/**`);
}

async function look(browser, page, name) {
	const found = await violations(page);

	check(`${name}: axe-core finds nothing`, found.length === 0,
	    found.slice(0, 8).join('\n'));
	await page.setViewportSize({ width: 360, height: 740 });
	const wide = await overflow(page);
	check(`${name}: fits into 360 pixels`, wide === '', wide);
	await browser.shot(page, `${name}-narrow`);
	await page.setViewportSize({ width: 1280, height: 900 });
	await browser.shot(page, name);
}

async function flow(browser, title, options) {
	const page = await browser.page(options);
	const scripts = options.javaScriptEnabled !== false;

	await page.goto('/settings');
	await page.getByRole('link', { name: 'Help Scout' }).click();
	await page.waitForURL('**/connect');
	check(`${title}: nobody is connected`,
	    /Nobody is connected/.test(await main_text(page)));
	if (scripts)
		await look(browser, page, 'connect-before');

	await consent(page, title, 'Refuse');
	check(`${title}: a refusal is said`,
	    /access was refused there/.test(await main_text(page)));
	if (scripts)
		await look(browser, page, 'connect-refused');

	await consent(page, title, 'Allow');
	is(`${title}: back on the page of the connection`, page.url(),
	    `${TIDEMARK_URL}/connect`);
	check(`${title}: it is connected, by whom`,
	    /Connected\.[^]*Connected by\s+browser/.test(await main_text(page)),
	    await main_text(page));
	backfill();
	await page.reload();
	check(`${title}: after an import it says as whom`,
	    /Connected as\s+\S+ \S+, \S+@\S+/.test(await main_text(page)),
	    await main_text(page));
	if (scripts)
		await look(browser, page, 'connect-after');
	await page.goto('/connect');
	await page.getByRole('button', { name: 'Disconnect' }).click();
	await page.waitForURL('**/connect');
	check(`${title}: disconnected`,
	    /Nobody is connected/.test(await main_text(page)));
	check(`${title}: nothing in the console`, page.problems.filter((p) =>
	    !/status of 40[04]/.test(p)).length === 0, page.problems.join('\n'));
	await page.context().close();
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	await flow(browser, 'with scripts', {});
	await flow(browser, 'without scripts', { javaScriptEnabled: false });
	await browser.close();
	say(`screenshots: ${SCREENSHOTS}`);
}

part('the connection', main).then(end);
