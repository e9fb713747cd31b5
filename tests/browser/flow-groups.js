// SPDX-License-Identifier: MIT
// tests/browser/flow-groups.js - groups, as people correct them: opened from the
// list, merged, split, renamed, one conversation moved and taken out; each with its
// reason in the history, and undone; with scripts and without.
'use strict';

const { is, check, part, end } = require('./tap');
const { open, overflow } = require('./browser');
const { tidy, count, both } = require('./step');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS } = process.env;

const RANGE = '?range=30d';

// The groups of the list: place, title and how many conversations it says.
async function listed(page) {
	await page.goto('/groups' + RANGE);
	return page.locator('table.group-list tbody tr').evaluateAll((rows) =>
	    rows.map((row) => ({
		place: new URL(row.querySelector('th a').href).pathname,
		title: row.querySelector('th a').textContent,
		size: parseInt(row.querySelector('td a').textContent
		    .replace(/,/g, ''), 10),
	})));
}

async function size(page, place) {
	await page.goto(place + RANGE);
	return count(await page.locator('.lead p a').first().innerText());
}

function form(page, action) {
	return page.locator(`form[action$="/${action}"]`);
}

// The newest entry of the history, on the group's page that is shown.
function edit(page) {
	return page.locator('ol.edits li').first();
}

async function undo(page, place) {
	await page.goto(place + RANGE);
	await edit(page).locator('button').click();
	await page.waitForLoadState();
}

async function opened(page, title) {
	const [group] = await listed(page);

	await page.locator('table.group-list th a').first().click();
	await page.waitForURL((url) => url.pathname === group.place);
	is(`${title}: the list opens the group of that name`,
	    await page.locator('h1').innerText(), group.title);
	is(`${title}: of that size`, await size(page, group.place), group.size);
	is(`${title}: every member says why it is here`, await page.locator(
	    'table.members tbody td:nth-child(2)').filter({ hasNotText: /\w/ })
	    .count(), 0);
	await page.locator('.lead p a').first().click();
	await page.waitForURL(/\/conversations\?/);
	is(`${title}: its number opens as many conversations`,
	    count(await page.locator('h1').innerText()), group.size);
}

async function merge(page, title) {
	const [into, from] = await listed(page);

	await join(page, from, into, 'the same issue');
	check(`${title}: the history says who, what and why`,
	    /browser.*the same issue/s.test(await edit(page).innerText()),
	    await edit(page).innerText());
	is(`${title}: it holds both`, await size(page, into.place),
	    into.size + from.size);
	is(`${title}: and the list one of them`, (await listed(page))
	    .filter((g) => g.place === from.place).length, 0);
	await page.goto(from.place);
	check(`${title}: the address of the other says where it went`,
	    (await page.locator('main').innerText()).includes(into.title));
	await undo(page, into.place);
	check(`${title}: the history keeps what was undone`,
	    /undone by browser/.test(await edit(page).innerText()),
	    await edit(page).innerText());
	is(`${title}: undone, as it was`, JSON.stringify((await listed(page))
	    .slice(0, 2)), JSON.stringify([into, from]));
}

async function join(page, from, into, reason) {
	await page.goto(from.place);
	await form(page, 'merge').locator('[name=into]')
	    .fill(into.place.split('/').pop());
	await form(page, 'merge').locator('[name=reason]').fill(reason);
	await form(page, 'merge').locator('button').click();
	await page.waitForURL((url) => url.pathname === into.place);
}

// Identical texts stay together, and somebody must be left: what is split are two
// groups that were merged.
async function split(page, title) {
	const [into, from] = await listed(page);
	const group = { place: into.place, size: into.size + from.size };
	const name = `Split off, ${title}`;

	await join(page, from, into, 'to be split');
	await page.goto(group.place + RANGE);
	const boxes = page.locator('table.members input[type=checkbox]');
	const chosen = await boxes.first().getAttribute('value');
	await boxes.first().check();
	await page.locator('[form=split][name=title]').fill(name);
	await page.locator('[form=split][name=reason]').fill('another matter');
	await page.locator('button[form=split]').click();
	await page.waitForURL((url) => url.pathname !== group.place &&
	    /^\/groups\/\d+$/.test(url.pathname));
	const place = new URL(page.url()).pathname;
	is(`${title}: the new group has its name`,
	    await page.locator('h1').innerText(), name);
	const made = await size(page, place);
	check(`${title}: the chosen one is in it`, made >= 1 &&
	    (await page.locator('table.members input[type=checkbox]')
		.evaluateAll((all) => all.map((b) => b.value)))
		.includes(chosen));
	is(`${title}: and not in the old one`, await size(page, group.place),
	    group.size - made);
	check(`${title}: the history says who, what and why`,
	    /browser.*another matter/s.test(await edit(page).innerText()));
	await undo(page, group.place);
	is(`${title}: undone, all are back`, await size(page, group.place),
	    group.size);
	await page.locator('ol.edits li button').first().click();
	await page.waitForLoadState();
	is(`${title}: the merge undone, as it was`, await size(page, into.place),
	    into.size);
}

async function move(page, title) {
	const [from, to] = await listed(page);

	await page.goto(from.place + RANGE);
	const row = page.locator('table.members tbody tr').first();
	const moved = await row.locator('th a').getAttribute('href');
	await row.locator('td a', { hasText: 'Move' }).click();
	await page.locator('input[name=to]').fill(to.place.split('/').pop());
	const into = page.locator('form').filter({ has: page.locator(
	    'input[name=to]') });
	await into.locator('[name=reason]').fill('belongs there');
	await into.locator('button').click();
	await page.waitForURL((url) => url.pathname === to.place);
	check(`${title}: the history says who, what and why`,
	    /browser.*belongs there/s.test(await edit(page).innerText()));
	is(`${title}: one more there`, await size(page, to.place), to.size + 1);
	is(`${title}: it is that one`, await page.locator(
	    `table.members a[href="${moved}"]`).count(), 1);
	is(`${title}: one fewer here`, await size(page, from.place),
	    from.size - 1);
	await undo(page, to.place);
	is(`${title}: undone, it is back`, await size(page, from.place),
	    from.size);
}

async function alone(page, title) {
	const [group] = await listed(page);

	await page.goto(group.place + RANGE);
	await page.locator('table.members td a', { hasText: 'Move' }).first()
	    .click();
	const out = page.locator('form').filter({ hasText: 'Take out' });
	await out.locator('[name=reason]').fill('alone');
	await out.locator('button').click();
	await page.waitForURL((url) => url.pathname !== group.place &&
	    /^\/groups\/\d+$/.test(url.pathname));
	is(`${title}: it is in a group of its own`,
	    await size(page, new URL(page.url()).pathname), 1);
	await undo(page, group.place);
	is(`${title}: undone, it is back`, await size(page, group.place),
	    group.size);
}

async function rename(page, title) {
	const [group] = await listed(page);

	await page.goto(group.place);
	await form(page, 'rename').locator('[name=title]')
	    .fill('Named by a person');
	await form(page, 'rename').locator('[name=reason]').fill('clearer');
	await form(page, 'rename').locator('button').click();
	await page.waitForLoadState();
	is(`${title}: its page has the name`,
	    await page.locator('h1').innerText(), 'Named by a person');
	is(`${title}: the list too`, (await listed(page))[0].title,
	    'Named by a person');
	await undo(page, group.place);
	is(`${title}: undone, the old name is back`,
	    await page.locator('h1').innerText(), group.title);
}

// A browser holds back a form without its reason; so does the program.
async function reasons(page, title) {
	const [group] = await listed(page);
	const token = async () => {
		await page.goto(group.place);
		return form(page, 'rename').locator('[name=csrf]').inputValue();
	};
	const answer = await page.request.post(group.place + '/rename', {
		form: { csrf: await token(), title: 'No reason', reason: '' },
	});

	is(`${title}: without a reason nothing is changed`, answer.status(), 422);
	is(`${title}: the name stays`, (await listed(page))[0].title,
	    group.title);
}

async function looks(browser) {
	for (const [name, options] of [['light', {}],
	    ['dark', { colorScheme: 'dark' }],
	    ['narrow', { viewport: { width: 360, height: 740 } }]]) {
		const page = await browser.page(options);
		const [group] = await listed(page);

		await page.goto(group.place + RANGE);
		await page.locator('table.members input[type=checkbox]').first()
		    .check();
		if (name === 'narrow')
			is('a group with its history fits',
			    await overflow(page), '');
		else
			await tidy(page, `a group with its history, ${name}`);
		await browser.shot(page, `group-edited-${name}`);
		await page.locator('table.members td a', { hasText: 'Move' })
		    .first().click();
		if (name === 'narrow')
			is('moving fits', await overflow(page), '');
		else
			await tidy(page, `moving, ${name}`);
		await browser.shot(page, `group-move-${name}`);
		await page.context().close();
	}
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	await both(browser, { opened, merge, split, move, alone, rename,
		reasons });
	await part('looks', () => looks(browser));
	await browser.close();
}

part('groups in a browser', main).then(end);
