// SPDX-License-Identifier: MIT
// tests/browser/flow-correct.js - correcting, as people do it: in the list by
// mouse and by keyboard, all that match the filters, on the page of a conversation,
// on the overview; undone; and all of it again without scripts.
'use strict';

const { is, check, part, end } = require('./tap');
const { open, overflow } = require('./browser');
const { tidy, count, download, both } = require('./step');

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

// All that the filters list, more than the page holds; with scripts by the box that
// ticks every row.
async function all(page, title) {
	if (/no scripts/.test(title)) {
		await row(page, 0).locator('.tick').check();
	} else {
		await row(page, 0).locator('.tick').check();
		check(`${title}: with one ticked nobody is asked about all`,
		    !await page.locator('#bulk .all').isVisible());
		await page.locator('[data-tick-all]').check();
		is(`${title}: one box ticks every row`,
		    await page.locator('.tick:checked').count(),
		    await page.locator('.tick').count());
	}
	await page.locator('#bulk [name=matching]').check();
}

async function matching(page, title) {
	const list = LIST + '&severity=low';

	await page.goto(list);
	const n = count(await page.locator('h1').innerText());

	check(`${title}: the list is longer than its page`,
	    n > await page.locator('.tick').count());
	await all(page, title);
	is(`${title}: as many are offered as the list says`,
	    count(await page.locator('#bulk .all').innerText()), n);
	await tidy(page, `${title}, all chosen`);
	await page.locator('#bulk select[name=severity]').selectOption('high');
	await page.locator('#bulk input[name=notes]').fill('a wave');
	await page.locator('#bulk .primary').click();
	await told(page, `${n} conversations: severity High`);
	is(`${title}: none is low any more`,
	    count(await page.locator('h1').innerText()), 0);
	await page.locator('.changed button').click();
	await page.locator('.changed').waitFor({ state: 'detached' });
	is(`${title}: one undo brings all of them back`,
	    count(await page.locator('h1').innerText()), n);
	is(`${title}: in the file too`, (await download(page, page.locator(
	    '.list-head a', { hasText: /^CSV/ }))).rows.length, n);
}

// Somebody else was faster: it asks again, with both numbers.
async function changed(page, title) {
	const list = LIST + '&flag=open&severity=low';

	await page.goto(list);
	const n = count(await page.locator('h1').innerText());
	const other = await page.context().newPage();

	await other.goto(list);
	await row(other, 0).locator('.row-menu > summary').click();
	await row(other, 0).locator('button[name=done]').click();
	await told(other, 'done');
	await all(page, title);
	await page.locator('#bulk button[name=dismissed]').click();
	const again = page.locator('main form.again button');
	await again.waitFor();
	is(`${title}: both numbers are said`,
	    await page.locator('h1').innerText(),
	    `${n - 1}\u00a0conversations match now, not ${n}`);
	await tidy(page, `${title}, asked again`);
	await again.click();
	await told(page, `${n - 1} conversations: dismissed`);
	await page.locator('.changed button').click();
	await page.locator('.changed').waitFor({ state: 'detached' });
	is(`${title}: undone, but not what the other did`,
	    count(await page.locator('h1').innerText()), n - 1);
	await other.locator('.changed button').click();
	await other.locator('.changed').waitFor({ state: 'detached' });
	is(`${title}: undone there as well`,
	    count(await other.locator('h1').innerText()), n);
	await other.close();
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
	await page.keyboard.press('a');
	is(`${title}: a ticks all rows`,
	    await page.locator('.tick:not(:checked)').count(), 0);
	await page.keyboard.press('a');
	is(`${title}: and a again none`,
	    await page.locator('.tick:checked').count(), 0);
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
	await page.locator('[data-tick-all]').check();
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
	const flows = { bulk, matching, changed, menu, whole, person, listed };

	await browser.signIn(TIDEMARK_LOGIN_URL);
	await both(browser, flows, /status of 409/);
	await part('keyboard', async () => keyboard(await browser.page()));
	await part('light', () => look(browser, 'light', {}));
	await part('dark', () => look(browser, 'dark', { colorScheme: 'dark' }));
	await part('narrow', () => look(browser, 'narrow',
	    { viewport: { width: 360, height: 740 } }));
	await part('wide', () => look(browser, 'wide',
	    { viewport: { width: 1920, height: 1080 } }));
	await browser.close();
}

part('correcting in a browser', main).then(end);
