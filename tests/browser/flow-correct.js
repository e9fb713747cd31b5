// SPDX-License-Identifier: MIT
// tests/browser/flow-correct.js - correcting, as people do it: in the list by
// mouse and by keyboard, on the page of a conversation, on the overview; undone;
// and all of it again without scripts.
'use strict';

const { is, check, part, end } = require('./tap');
const { open, violations, overflow } = require('./browser');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS } = process.env;

const LIST = '/conversations?sort=oldest&from=2000-01-01';

function row(page, nth) {
	return page.locator('ol.rows > li').nth(nth);
}

function severity(page, nth) {
	return row(page, nth).locator('.sev').first().innerText();
}

// What a form did is there when the server's word on it is.
function told(page, words) {
	return page.locator('.changed', { hasText: words }).waitFor();
}

// A severity that the first two rows do not have.
async function other(page) {
	const now = [await severity(page, 0), await severity(page, 1)];

	return ['critical', 'high', 'medium', 'low'].find((s) =>
	    !now.includes(s));
}

async function tidy(page, title) {
	const found = await violations(page);

	check(`${title}: axe-core finds nothing`, found.length === 0,
	    found.slice(0, 8).join('\n'));
}

async function bulk(page, title) {
	await page.goto(LIST);
	const before = [await severity(page, 0), await severity(page, 1)];
	const wanted = await other(page);

	await row(page, 0).locator('.tick').check();
	await row(page, 1).locator('.tick').check();
	await page.locator('#bulk select[name=severity]').selectOption(wanted);
	await page.locator('#bulk input[name=notes]').fill('looked at both');
	await page.locator('#bulk .primary').click();
	await told(page, '2 conversations');
	is(`${title}: both rows are ${wanted}`,
	    [await severity(page, 0), await severity(page, 1)].join(),
	    [wanted, wanted].join());
	check(`${title}: the row says who said so`, /severity by browser/.test(
	    await row(page, 0).innerText()));
	is(`${title}: the address stays`, new URL(page.url()).search,
	    new URL(LIST, TIDEMARK_URL).search);
	await page.locator('.changed button').click();
	await page.locator('.changed').waitFor({ state: 'detached' });
	is(`${title}: undone, as it was`,
	    [await severity(page, 0), await severity(page, 1)].join(),
	    before.join());
}

async function menu(page, title) {
	await page.goto(LIST);
	await row(page, 2).locator('.row-menu > summary').click();
	await row(page, 2).locator('button[name=done]').click();
	await told(page, 'done');
	check(`${title}: the row is done`,
	    /done by browser/.test(await row(page, 2).innerText()));
	await row(page, 2).locator('.row-menu > summary').click();
	await row(page, 2).locator('button[name=done]').click();
	await page.locator('ol.rows > li:nth-child(3) .by')
	    .waitFor({ state: 'detached' });
	check(`${title}: and not done again`,
	    !/done by browser/.test(await row(page, 2).innerText()));
}

async function whole(page, title) {
	await page.goto(LIST);
	await row(page, 3).locator('.subject').click();
	await page.waitForURL(/\/conversations\/\d+/);
	const counted = page.locator('dt:text-is("Counted as") + dd');
	const before = await counted.innerText();
	const wanted = /Payment/.test(before) ? 'bug' : 'payment';

	await page.locator('.correct select[name=category]')
	    .selectOption(wanted);
	await page.locator('.correct input[name=notes]').fill('they were charged');
	await page.locator('.correct .primary').click();
	await told(page, `category ${wanted}`.replace('payment', 'Payment')
	    .replace('bug', 'Bug'));
	check(`${title}: it counts as ${wanted}, by name`, new RegExp(wanted +
	    '.*by browser; the rules say', 'i').test(await counted.innerText()),
	    await counted.innerText());
	check(`${title}: the record says why`, /they were charged/.test(
	    await page.locator('#said-h + ul').innerText()));
	await page.locator('#said-h + ul button').first().click();
	await page.locator('dd .by').waitFor({ state: 'detached' });
	is(`${title}: the rules' word is back`, await counted.innerText(),
	    before);
}

// The first that needs a person is done and leaves the overview.
async function person(page, title) {
	await page.goto('/?range=30d');
	const first = await row(page, 0).locator('.subject').getAttribute('href');
	const all = page.locator('#now-h ~ .quiet');
	const before = Number((await all.innerText()).replace(/\D/g, ''));

	await row(page, 0).locator('.row-menu > summary').click();
	await row(page, 0).locator('button[name=done]').click();
	await told(page, 'done');
	is(`${title}: one fewer needs a person`,
	    Number((await all.innerText()).replace(/\D/g, '')), before - 1);
	is(`${title}: and it is not there any more`,
	    await page.locator(`ol.rows a[href="${first}"]`).count(), 0);
	await page.locator('.changed button').click();
	await page.locator('.changed').waitFor({ state: 'detached' });
	is(`${title}: undone, it is back`,
	    Number((await all.innerText()).replace(/\D/g, '')), before);
}

async function listed(page, title) {
	await page.goto('/corrections?state=undone');
	check(`${title}: what was undone is kept, with who undid it`,
	    /undone by browser/.test(await page.locator('tbody').innerText()));
	await page.goto(LIST);
	await row(page, 4).locator('.row-menu > summary').click();
	await row(page, 4).locator('button[name=dismissed]').click();
	await told(page, 'dismissed');
	await page.goto('/corrections?state=in_force&field=dismissed');
	is(`${title}: what is in force is listed`,
	    await page.locator('tbody tr').count(), 1);
	await page.locator('tbody button').click();
	await page.locator('tbody tr').waitFor({ state: 'detached' });
	check(`${title}: undone there, it leaves the list`, true);
}

async function keyboard(page) {
	const title = 'keyboard';

	await page.goto(LIST);
	await page.keyboard.press('j');
	await page.keyboard.press('x');
	await page.keyboard.press('j');
	await page.keyboard.press('x');
	is(`${title}: j and x tick two rows`,
	    await page.locator('.tick:checked').count(), 2);
	check(`${title}: the form for ticked rows appears`,
	    await page.locator('#bulk').isVisible());
	await tidy(page, 'a list with ticked rows');
	await page.keyboard.press('x');
	await page.keyboard.press('k');
	await page.keyboard.press('x');
	check(`${title}: x again takes the tick away, the form goes`,
	    !await page.locator('#bulk').isVisible());
	await page.keyboard.press('d');
	await told(page, 'done');
	check(`${title}: d marks the row as done`,
	    /done by browser/.test(await row(page, 0).innerText()));
	check(`${title}: and the row stays under the keys`,
	    await row(page, 0).evaluate((r) => r.classList.contains('on')));
	await page.locator('.changed button').click();
	await page.locator('.changed').waitFor({ state: 'detached' });
	await page.keyboard.press('?');
	check(`${title}: ? lists the keys`,
	    await page.locator('#keys').isVisible());
	await page.keyboard.press('Escape');
	check(`${title}: Escape closes the list`,
	    !await page.locator('#keys').isVisible());
}

async function look(browser, name, options) {
	const page = await browser.page(options);

	await page.goto(LIST);
	await row(page, 0).locator('.tick').check();
	await row(page, 2).locator('.row-menu > summary').click();
	await browser.shot(page, `correct-list-${name}`);
	if (options.viewport && options.viewport.width < 400)
		is(`list, ${name}: fits`, await overflow(page), '');
	else
		await tidy(page, `a list with an open menu, ${name}`);
	await page.goto(await row(page, 3).locator('.subject')
	    .getAttribute('href'));
	if (options.viewport && options.viewport.width < 400)
		is(`conversation, ${name}: fits`, await overflow(page), '');
	await browser.shot(page, `correct-one-${name}`);
	await page.goto('/corrections');
	if (options.viewport && options.viewport.width < 400)
		is(`corrections, ${name}: fits`, await overflow(page), '');
	else
		await tidy(page, `corrections, ${name}`);
	await browser.shot(page, `corrections-${name}`);
	await page.context().close();
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);
	const flows = { bulk, menu, whole, person, listed };

	await browser.signIn(TIDEMARK_LOGIN_URL);
	for (const scripts of [true, false]) {
		const page = await browser.page({ javaScriptEnabled: scripts });

		for (const name of Object.keys(flows)) {
			const title = `${name}${scripts ? '' : ', no scripts'}`;

			await part(title, () => flows[name](page, title));
		}
		is(`nothing in the console, scripts ${scripts ? 'on' : 'off'}`,
		    page.problems.join('\n'), '');
		if (scripts)
			await part('keyboard', () => keyboard(page));
		await page.context().close();
	}
	await part('light', () => look(browser, 'light', {}));
	await part('dark', () => look(browser, 'dark', { colorScheme: 'dark' }));
	await part('narrow', () => look(browser, 'narrow',
	    { viewport: { width: 360, height: 740 } }));
	await part('wide', () => look(browser, 'wide',
	    { viewport: { width: 1920, height: 1080 } }));
	await browser.close();
}

part('correcting in a browser', main).then(end);
