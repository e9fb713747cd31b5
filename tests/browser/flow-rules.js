// SPDX-License-Identifier: MIT
// tests/browser/flow-rules.js - the rules editor as a support lead uses it, with
// scripts and without: a rule is changed, refused, tried on a text and on real
// conversations, put in force, its progress seen, and taken back.
'use strict';

const { say, is, check, part, end } = require('./tap');
const { open, violations, overflow } = require('./browser');
const { execFileSync } = require('child_process');

const { TIDEMARK_URL, TIDEMARK_LOGIN_URL, SCREENSHOTS, TIDEMARK_SCORE } =
    process.env;

// What cron does every minute.
function score() {
	execFileSync('bash', ['-c', TIDEMARK_SCORE], { stdio: 'ignore' });
}

async function keep(page) {
	await page.locator('button[value="save"]').click();
}

async function change(page, title, word) {
	await page.goto('/settings/rules?q=payment.refund');
	await page.locator('a[href="/settings/rules/rule/payment.refund"]')
	    .first().click();
	const words = page.locator('textarea[name="words"]');
	const before = await words.inputValue();

	await words.fill(`${before}\n${word}`);
	await page.locator('textarea[name="patterns"]').fill('good\nb(d');
	await keep(page);
	is(`${title}: a bad pattern is told with its offset beside the field`,
	    await page.locator('#bad-patterns').innerText(),
	    'pattern 2 at offset 3: missing closing parenthesis');
	is(`${title}: what was typed is kept`,
	    await words.inputValue(), `${before}\n${word}`);
	await page.locator('textarea[name="patterns"]').fill('');
	await page.locator('input[name="points.question"]').fill('-4');
	await keep(page);
	await page.waitForURL('**/settings/rules/draft');
	check(`${title}: the draft says what it changes`,
	    (await page.locator('table.changes').innerText()).includes(word));
}

async function tryIt(page, title, word) {
	await page.locator('textarea[name="text"]').fill(`about my ${word}`);
	await page.getByRole('button', { name: 'Judge it' }).click();
	const verdicts = await page.locator('.verdicts section')
	    .allInnerTexts();
	is(`${title}: two verdicts, now beside before`, verdicts.length, 2);
	check(`${title}: only the draft finds the word`,
	    !verdicts[0].includes('payment.refund') &&
	    verdicts[1].includes('payment.refund'), verdicts.join('\n'));
	await page.locator('select[name="conversations"]').selectOption('200');
	await page.getByRole('button', { name: 'Try', exact: true }).click();
	await page.waitForURL('**/settings/rules/trial/*');
	const found = /judge ([\d,]+) of 200/.exec(
	    await page.locator('h1').innerText());
	check(`${title}: the trial is there at once`, found !== null,
	    await page.locator('h1').innerText());
	const cell = page.locator('td.num a').first();
	if (await cell.count() > 0) {
		const n = parseInt(await cell.innerText(), 10);

		await cell.click();
		is(`${title}: a number opens so many conversations`,
		    await page.locator('#list tbody tr').count(), n);
	}
}

async function save(page, title) {
	await page.goto('/settings/rules/draft');
	await page.locator('input[name="why"]').fill(`${title}: tried out`);
	await page.getByRole('button', { name: 'Save as a new version' })
	    .click();
	await page.waitForURL('**/settings/rules');
	const text = await page.locator('main').innerText();
	check(`${title}: in force, with who and why`,
	    text.includes(`by browser: ${title}: tried out`), text);
	check(`${title}: the progress is shown`, text.includes('Judging anew'));
	score();
	await page.goto('/settings/rules');
	check(`${title}: and is over`, !(await page.locator('main')
	    .innerText()).includes('Judging anew'));
}

async function back(page, title) {
	await page.goto('/settings/rules/versions');
	await page.getByRole('button', { name: 'Compare' }).click();
	check(`${title}: the last two compared`,
	    (await page.locator('h1').innerText()).includes('From version'));
	await page.goto('/settings/rules/versions');
	await page.locator('select[name="from"]').selectOption('1');
	await page.getByRole('button', { name: 'Use as my draft' }).click();
	await page.waitForURL('**/settings/rules/draft');
	await page.locator('input[name="why"]').fill('back to the first');
	await page.getByRole('button', { name: 'Save as a new version' })
	    .click();
	await page.waitForURL('**/settings/rules');
	check(`${title}: the old version is a new one`,
	    (await page.locator('main').innerText())
		.includes('back to the first'));
	score();
}

async function categories(page, title) {
	await page.goto('/settings/rules');
	await page.getByRole('link', { name: 'Add a category' }).click();
	await page.locator('input[name="name"]').fill('delivery');
	await page.locator('select[name="place"]').selectOption('0');
	await keep(page);
	await page.goto('/settings/rules');
	check(`${title}: the new category stands first`,
	    (await page.locator('tbody tr').first().innerText())
		.startsWith('Delivery'));
	await page.goto('/settings/rules/draft');
	await page.getByRole('button', { name: 'Discard my draft' }).click();
	await page.waitForURL('**/settings/rules');
}

async function flow(browser, title, options) {
	const page = await browser.page(options);

	await part(`${title}: change`, () => change(page, title, 'zorkmid'));
	await part(`${title}: try`, () => tryIt(page, title, 'zorkmid'));
	await part(`${title}: save`, () => save(page, title));
	await part(`${title}: back`, () => back(page, title));
	await part(`${title}: categories`, () => categories(page, title));
	check(`${title}: nothing in the console`, page.problems
	    .filter((p) => !/status of 422/.test(p)).length === 0,
	    page.problems.join('\n'));
	await page.context().close();
}

// The chosen file is read into the field, which is what is sent.
async function fromFile(browser) {
	const page = await browser.page();

	await page.goto('/settings/rules/draft');
	await page.locator('input[type="file"]').setInputFiles({
		name: 'rules.json', mimeType: 'application/json',
		buffer: Buffer.from('{"format": 1, "name": "Bad Name"}'),
	});
	await page.waitForFunction(() => document.querySelector(
	    '[data-file-text]').value.includes('Bad Name'));
	await page.getByRole('button', { name: 'Import as my draft' }).click();
	check('a file is read and refused with its place', (await page
	    .locator('#fault').innerText()).includes('ruleset: name'));
	await page.context().close();
}

// A draft, a trial and two versions are there by now.
const pages = [
	['rules', '/settings/rules?category=crash'],
	['rules-rule', '/settings/rules/rule/crash.word'],
	['rules-category', '/settings/rules/category/crash'],
	['rules-words', '/settings/rules/words'],
	['rules-draft', '/settings/rules/draft'],
	['rules-trial', '/settings/rules/trial/1?by=any'],
	['rules-versions', '/settings/rules/versions'],
	['rules-diff', '/settings/rules/diff?a=1&b=2'],
];
const looks = [
	{ name: 'light', options: { colorScheme: 'light' } },
	{ name: 'dark', options: { colorScheme: 'dark' } },
	{ name: 'narrow', options: { viewport: { width: 360, height: 740 } } },
];

async function visit(browser, [name, path], look) {
	const page = await browser.page(look.options);

	await page.goto(path);
	if (look.name === 'narrow') {
		const wide = await overflow(page);

		check(`${name}: fits into 360 pixels`, wide === '', wide);
	} else {
		const found = await violations(page);

		check(`${name}, ${look.name}: axe-core finds nothing`,
		    found.length === 0, found.slice(0, 8).join('\n'));
	}
	is(`${name}, ${look.name}: one level 1 heading`,
	    await page.locator('h1').count(), 1);
	await browser.shot(page, `${name}-${look.name}`);
	await page.context().close();
}

async function main() {
	const browser = await open(TIDEMARK_URL, SCREENSHOTS);

	await browser.signIn(TIDEMARK_LOGIN_URL);
	await flow(browser, 'with scripts', {});
	await flow(browser, 'without scripts', { javaScriptEnabled: false });
	await part('from a file', () => fromFile(browser));
	await part('a draft to look at', async () => {
		const page = await browser.page();

		await change(page, 'again', 'quatloo');
		await page.context().close();
	});
	for (const page of pages)
		for (const look of looks)
			await part(`${page[0]}, ${look.name}`,
			    () => visit(browser, page, look));
	await browser.close();
	say(`screenshots: ${SCREENSHOTS}`);
}

part('the rules editor', main).then(end);
