// SPDX-License-Identifier: MIT
// tests/browser/flow-people.js - several people about the same replies: an agent
// disputes a score, a reviewer answers, what is said to an agent and who reads it,
// two who calibrate; with scripts and without.
'use strict';

const { execFileSync } = require('child_process');
const { is, check, part, end } = require('./tap');
const { open, overflow } = require('./browser');
const { tidy, count } = require('./step');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, TIDEMARK_ADMIN, SCREENSHOTS } =
    process.env;

function admin(args) {
	return execFileSync('bash', ['-c', `${TIDEMARK_ADMIN} ${args}`],
	    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

// The agent with the most replies, and a user who is that agent.
async function agentOf(page) {
	await page.goto('/quality?range=365d');
	const row = page.locator('tr[data-row]').first();
	const href = await row.locator('th a').getAttribute('href');

	return { id: /agent=(\d+)/.exec(href)[1],
		name: await row.locator('th').innerText() };
}

async function marks(page, score) {
	const form = page.locator('form.review[action$="/review"]');

	if (!await form.isVisible())
		await page.locator('summary', { hasText: /marks|draft/ }).click();
	for (const menu of await form.locator('select').all())
		await menu.selectOption(String(score));
	await form.locator('button', { hasText: 'Submit' }).click();
	await page.locator('aside .total').first().waitFor();
}

// ---- an agent disputes, a reviewer answers ----

async function disputes(p, title) {
	const { agent, rita } = p;

	await agent.goto('/quality?range=365d');
	check(`${title}: the agent's figures are the agent's`, (await agent
	    .locator('h1').innerText()).startsWith(`${p.about.name}: `),
	    await agent.locator('h1').innerText());
	is(`${title}: nobody else's are offered`, await agent.locator(
	    'a[href*="agent="]').evaluateAll((all, id) => all.filter((a) =>
		!a.getAttribute('href').includes('agent=' + id)).length, p.about.id), 0);
	await tidy(agent, `${title}, the agent's figures`);
	await agent.locator('.rows .reply a.subject').first().click();
	const place = new URL(agent.url()).pathname;

	is(`${title}: an agent has no marks to give`,
	    await agent.locator('form[action$="/review"]').count(), 0);
	await agent.locator('form[action$="/dispute"] textarea')
	    .fill(`${title}: <b>it was solved`);
	await agent.locator('form[action$="/dispute"] button').click();
	await agent.locator('.dispute', { hasText: title }).waitFor();
	await tidy(agent, `${title}, disputed`);

	await rita.goto('/quality/queue');
	await rita.locator('.todo a', { hasText: `${title}: <b>` }).click();
	is(`${title}: the queue leads to the reply`,
	    new URL(rita.url()).pathname, place);
	await marks(rita, 9);
	await rita.locator('form[action$="/settle"] textarea')
	    .fill(`${title}: you are right`);
	await tidy(rita, `${title}, to be answered`);
	await rita.locator('button', { hasText: 'Changed by a review' }).click();
	await rita.locator('.dispute', { hasText: `${title}: you are right` }).waitFor();

	await agent.goto('/quality/disputes?state=changed');
	const row = agent.locator('.todo', { hasText: `${title}: <b>` });

	check(`${title}: the agent reads the answer`, (await row.innerText())
	    .includes(`rita: ${title}: you are right`));
	await tidy(agent, `${title}, the agent's disputes`);
	await row.locator('a.subject').click();
	is(`${title}: and the review that changed it`, parseFloat(await agent
	    .locator('.said-of .total').first().innerText()), 9);
	await agent.locator('form[action$="/dispute"] textarea').fill('again');
	await agent.locator('form[action$="/dispute"] button').click();
	await agent.locator('button', { hasText: 'Withdraw' }).click();
	await agent.locator('form[action$="/dispute"]').waitFor();
	is(`${title}: another is withdrawn`, await agent.locator('.dispute .tag',
	    { hasText: 'withdrawn' }).count() > 0, true);
}

// ---- what is said to an agent ----

async function coaching(p, title) {
	const { agent, rita } = p;

	await rita.goto(`/quality?range=365d&agent=${p.about.id}`);
	await tidy(rita, `${title}, an agent's page`);
	await rita.locator('summary', { hasText: 'in general' }).click();
	const form = rita.locator('form[action$="/coaching"]');

	await form.locator('textarea').fill(`${title}: <i>begin with the answer`);
	await form.locator('input[type=checkbox]').check();
	await form.locator('button').click();
	const said = rita.locator('.todo', { hasText: title });

	await said.waitFor();
	await agent.goto('/quality');
	is(`${title}: the agent reads it as an example`, await agent.locator(
	    '.todo', { hasText: `${title}: <i>begin` }).locator('.tag')
	    .innerText(), 'example');
	is(`${title}: and cannot take it back`,
	    await agent.locator('form[action$="/remove"]').count(), 0);
	await tidy(agent, `${title}, said to the agent`);
	await rita.goto(`/quality?agent=${p.about.id}`);
	await said.locator('button').click();
	await said.waitFor({ state: 'detached' });
	await agent.goto('/quality');
	is(`${title}: what is taken back is gone`, await agent.locator('.todo',
	    { hasText: title }).count(), 0);
}

// ---- two calibrate ----

async function judge(page, place, scores) {
	for (const [i, score] of scores.entries()) {
		await page.goto(place);
		await page.locator('tbody th a').nth(i).click();
		is(`reply ${i + 1}: its score is hidden`,
		    await page.locator('.total').count(), 0);
		await marks(page, score);
	}
	await page.goto(place);
}

function cell(page, heading, row, column) {
	return page.locator('section', { has: page.locator('h2',
	    { hasText: heading }) }).locator('tbody tr', { hasText: row })
	    .locator('td').nth(column).innerText();
}

async function calibrate(p, title) {
	const { me, rita } = p;

	await me.goto('/quality/calibration');
	await me.locator('input[name=name]').fill(title);
	await me.locator('input[name=reviewers]').fill('browser, rita');
	await me.locator('input[name=chance]').fill('3');
	await me.locator('form[action="/quality/calibration"] button').click();
	await me.waitForURL(/calibration\/\d+$/);
	const place = new URL(me.url()).pathname;

	is(`${title}: three replies`, await me.locator('tbody tr').count(), 3);
	await judge(me, place, [6, 6, 6]);
	await rita.goto('/quality/queue');
	await rita.locator('.notice a', { hasText: title }).click();
	check(`${title}: what the other said is kept from her`,
	    !/6\.0/.test(await rita.locator('main').innerText()));
	await tidy(rita, `${title}, before`);
	await judge(rita, place, [6, 6, 8]);
	is(`${title}: pairs of the total`, await cell(rita, 'Agreement', 'Total',
	    0), '3');
	check(`${title}: two of three the same`, /^67/.test(await cell(rita,
	    'Agreement', 'Total', 1)), await cell(rita, 'Agreement', 'Total', 1));
	is(`${title}: she is milder by 2 in one of three`, await cell(rita,
	    'Strict or mild', 'rita', 0), '+0.7');
	is(`${title}: the other stricter`, await cell(rita, 'Strict or mild',
	    'browser', 0), '−0.7');
	await tidy(rita, `${title}, compared`);
	await me.goto(place);
	check(`${title}: both see both`, /8\.0/.test(await me.locator('main')
	    .innerText()));
	await me.locator('button', { hasText: 'End the session' }).click();
	await me.locator('.lead p', { hasText: 'closed' }).first().waitFor();
}

async function looked(people) {
	const [place] = await people.me.locator('.lead a').evaluateAll((all) =>
	    all.map((a) => a.pathname).filter((a) => /calibration/.test(a)));

	for (const [name, who, path] of [
		['agent-own', people.agent, '/quality?range=365d'],
		['agent-coached', people.rita,
		    `/quality?range=365d&agent=${people.about.id}`],
		['calibrations', people.me, place],
	])
		for (const width of [360, 1280]) {
			await who.setViewportSize({ width, height: 900 });
			await who.goto(path);
			is(`${name}, ${width} pixels: fits`,
			    await overflow(who), '');
		}
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	const first = await browser.page();
	const about = await agentOf(first);

	await first.context().close();
	admin('user add rita --role reviewer');
	admin(`user add agent --role agent --agent ${about.id}`);
	const rita = await browser.as(admin('login-link rita'));
	const agent = await browser.as(admin('login-link agent'));

	for (const scripts of [true, false]) {
		const words = scripts ? '' : ', no scripts';
		const options = { javaScriptEnabled: scripts };
		const people = { about, me: await browser.page(options),
			rita: await rita.page(options),
			agent: await agent.page(options) };

		for (const [name, flow] of Object.entries({ disputes, coaching,
			calibrate }))
			await part(name + words, () => flow(people,
			    name + words));
		if (scripts)
			await part('looked at', () => looked(people));
		for (const who of ['me', 'rita', 'agent']) {
			is(`nothing in the console of ${who}${words}`,
			    people[who].problems.join('\n'), '');
			await people[who].context().close();
		}
	}
	await browser.close();
}

part('several people in the browser', main).then(end);
