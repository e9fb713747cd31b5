// SPDX-License-Identifier: MIT
// tests/browser/flow-incidents.js - incidents, as people work on them: found on the
// overview and in the queue, acknowledged, owned, noted, muted, merged, resolved and
// reopened, each step in the record; with scripts and without.
'use strict';

const { execFileSync } = require('child_process');
const { is, check, part, end } = require('./tap');
const { open, overflow } = require('./browser');
const { tidy, count } = require('./step');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, TIDEMARK_SCORE, SCREENSHOTS } =
    process.env;

const HOUR = 3600;

// What the detector would say: of a category, some hours ago.
function rise(category, platform, hours, reports, severity) {
	const at = Math.floor(Date.now() / 1000) - hours * HOUR;
	const script = TIDEMARK_SCORE.replace(/program tidemark-score\s*$/,
	    'program tidemark-incident "$@"');

	return execFileSync('bash', ['-c', script, 'rise', 'rise', category,
	    platform, '', '0', String(at - 6 * HOUR), String(at),
	    String(reports), '4', severity]).toString().trim();
}

function form(page, action) {
	return page.locator(`form[action$="/${action}"]`);
}

function state(page) {
	return page.locator('[data-state]').innerText();
}

// The newest line of the record.
function said(page) {
	return page.locator('ol.edits li').first().innerText();
}

async function sent(page, button) {
	await Promise.all([page.waitForNavigation(), button.click()]);
}

async function found(page, id) {
	await page.goto('/incidents');
	is('the entry says how many are open', (await page.locator(
	    '.nav [aria-current=page]').innerText()).replace(/\s+/g, ' '),
	    'Incidents 3 open');
	await tidy(page, 'the queue');
	await page.goto('/?range=48h');
	check('the overview leads to an incident', await page.locator('.lead a',
	    { hasText: 'Open incident' }).count() === 1);
	await tidy(page, 'the overview');
	await page.goto('/incidents?severity=');
	await page.locator('table.incidents th a').first().click();
	await page.waitForURL(new RegExp(`/incidents/${id}$`));
	check('its sentence says what, how much and since when',
	    /^.+: [\d,]+ reports? of [\d,]+ customers? since .+[^.]$/.test(
	    await page.locator('h1').innerText()),
	    await page.locator('h1').innerText());
	await tidy(page, 'an incident');
	const members = count(await page.locator('.facts a').first().innerText());

	await page.locator('.facts a').first().click();
	await page.waitForURL(/\/conversations\?/);
	is('its number opens as many conversations',
	    count(await page.locator('h1').innerText()), members);
}

async function worked(page, id, other, title) {
	await page.goto(`/incidents/${id}`);
	is(`${title}: it is new`, await state(page), 'new');
	await sent(page, form(page, 'acknowledge').locator('button'));
	is(`${title}: acknowledged`, await state(page), 'acknowledged');
	check(`${title}: the record says who`, /browser acknowledged it/.test(
	    await said(page)), await said(page));
	is(`${title}: once is enough`, await form(page, 'acknowledge').count(), 0);
	await sent(page, form(page, 'owner').first().locator('button'));
	check(`${title}: owned`, /owner browser/.test(
	    await page.locator('.facts').first().innerText()));
	await form(page, 'notes').locator('input[name=note]').fill('we <i>know</i>');
	await sent(page, form(page, 'notes').locator('button'));
	check(`${title}: noted, as it was written`, /noted: .*we <i>know<\/i>/.test(
	    await said(page)), await said(page));
	await page.locator('summary', { hasText: 'Mute' }).click();
	await sent(page, page.locator('button', { hasText: '24 hours' }));
	check(`${title}: muted until tomorrow`, /^muted until .+\s\d\d:\d\d$/.test(
	    await state(page)), await state(page));
	await sent(page, form(page, 'unmute').locator('button'));
	is(`${title}: the mute ended`, await state(page), 'ongoing');
	await page.locator('summary', { hasText: 'Mute' }).click();
	await form(page, 'mute').last().locator('input[name=until]')
	    .fill('2000-01-01T00:00');
	await sent(page, form(page, 'mute').last().locator('button'));
	check(`${title}: a time that is over is refused in words`,
	    /that time is over/i.test(await page.locator('main').innerText()));
	await page.goto(`/incidents/${id}`);
	await page.locator('summary', { hasText: 'Resolve' }).click();
	await form(page, 'resolve').locator('input[name=fixed_in]').fill('9.9');
	await sent(page, form(page, 'resolve').locator('button'));
	is(`${title}: resolved`, await state(page), 'resolved, is fixed in 9.9');
	await sent(page, form(page, 'reopen').locator('button'));
	is(`${title}: reopened`, await state(page), 'ongoing, was fixed in 9.9');
	await page.goto(`/incidents/${other}`);
	await form(page, 'merge').locator('select').selectOption(String(id));
	await sent(page, form(page, 'merge').locator('button'));
	is(`${title}: merged`, await state(page), `merged into ${id}`);
	is(`${title}: and no form is left`, await page.locator('main form')
	    .count(), 0);
	await page.locator('.notice a').click();
	check(`${title}: the other one tells`, new RegExp(
	    `merged incident ${other} into it`).test(await said(page)),
	    await said(page));
}

async function looked(browser, id) {
	for (const [width, scheme] of [[360, 'light'], [360, 'dark'],
	    [1280, 'light'], [1280, 'dark'], [1920, 'light']]) {
		for (const [path, name] of [['/incidents', 'incidents'],
		    [`/incidents/${id}`, 'incident']]) {
			const page = await browser.page({ colorScheme: scheme,
				viewport: { width, height: 900 } });

			await page.goto(path);
			const wide = await overflow(page);

			check(`${name} fits into ${width} pixels, ${scheme}`,
			    wide === '', wide);
			await tidy(page, `${name}, ${width} pixels, ${scheme}`);
			await browser.shot(page, `${name}-${width}-${scheme}`);
			await page.context().close();
		}
	}
}

// The first of the queue.
async function worst(page) {
	await page.goto('/incidents?state=open');
	return (await page.locator('table.incidents th a').first()
	    .getAttribute('href')).split('/').pop();
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	const page = await browser.page();
	const without = await browser.page({ javaScriptEnabled: false });
	const first = rise('crash', 'android', 2, 30, 'critical');
	const second = rise('payment', '', 1, 12, 'high');
	const third = rise('bug', '', 3, 20, 'medium');

	await part('found', async () => found(page, await worst(page)));
	await part('looked at', () => looked(browser, first));
	await part('worked on', () => worked(page, first, third,
	    'with scripts'));
	await part('worked on, plain', () => worked(without, second,
	    rise('ux', '', 2, 12, 'low'), 'without scripts'));
	await part('looked at, worked on', () => looked(browser, first));
	const problems = page.problems.filter((p) =>
	    !/ERR_ABORTED|409/.test(p));

	check('nothing in the console', problems.length === 0,
	    problems.join('\n'));
	await browser.close();
}

part('incidents in the browser', main).then(end);
