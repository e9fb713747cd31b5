// SPDX-License-Identifier: MIT
// tests/browser/browser.js - a Chromium that is signed in, and what every page
// must hold.
//
//	const browser = await open(process.env.TIDEMARK_URL);
//	await browser.signIn(process.env.TIDEMARK_LOGIN_URL);
//	const page = await browser.page({ colorScheme: 'dark' });
//
// Each page collects what went wrong in page.problems: errors of scripts, of the
// console, and answers of 400 and more that were not asked for.
'use strict';

const { readFileSync, mkdirSync } = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

class Browser {
	constructor(chrome, base, shots) {
		this.chrome = chrome;
		this.base = base;
		this.shots = shots;
		this.state = undefined;
	}

	async page(options = {}) {
		const context = await this.chrome.newContext({
			baseURL: this.base,
			storageState: this.state,
			viewport: { width: 1280, height: 900 },
			...options,
		});
		context.setDefaultTimeout(15000);
		const page = await context.newPage();
		page.problems = [];
		page.on('pageerror', (e) => page.problems.push(String(e)));
		page.on('console', (m) => m.type() === 'error' &&
		    page.problems.push(m.text()));
		/* a page that is left before all of it came is no fault */
		page.on('requestfailed', (r) =>
		    r.failure().errorText === 'net::ERR_ABORTED' ||
		    page.problems.push(`${r.url()}: ${r.failure().errorText}`));
		return page;
	}

	async signIn(link) {
		const page = await this.page();
		await page.goto(link);
		await page.locator('main form button').click();
		/* an agent begins elsewhere */
		await page.waitForURL((url) => !url.pathname.startsWith(
		    '/sign-in'));
		this.state = await page.context().storageState();
		await page.context().close();
	}

	// The same Chromium, as somebody else sees it.
	async as(link) {
		const other = new Browser(this.chrome, this.base, this.shots);

		await other.signIn(link);
		return other;
	}

	async shot(page, name) {
		mkdirSync(this.shots, { recursive: true });
		await page.screenshot({
			path: path.join(this.shots, name + '.png'),
			fullPage: true,
		});
	}

	async close() {
		await this.chrome.close();
	}
}

async function open(base, shots) {
	const chrome = await chromium.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
	});
	return new Browser(chrome, base, shots);
}

// What axe-core says against the page, one line a node.
async function violations(page) {
	await page.evaluate(axe);
	const result = await page.evaluate(() => window.axe.run(document, {
		resultTypes: ['violations'],
	}));
	return result.violations.flatMap((v) => v.nodes.map((n) =>
	    `${v.id}: ${v.help}: ${n.target.join(' ')}: ${n.failureSummary}`));
}

// Elements that stick out of a narrow window, but for those that scroll.
function overflow(page) {
	return page.evaluate(() => {
		const wide = document.documentElement.scrollWidth;

		return wide <= window.innerWidth ? '' :
		    `${wide} px wide in ${window.innerWidth}: ` +
		    [...document.querySelectorAll('body *')].filter((e) =>
			e.getBoundingClientRect().right >
			window.innerWidth + 1).slice(0, 5).map((e) =>
			e.tagName + '.' + e.className).join(' ');
	});
}

// Main headings that end as a sentence does: none is to.
async function stopped(page) {
	return (await page.locator('h1').allInnerTexts())
	    .filter((text) => text.endsWith('.')).join('; ');
}

module.exports = { open, violations, overflow, stopped };
