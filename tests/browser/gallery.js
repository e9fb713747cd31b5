// SPDX-License-Identifier: MIT
// tests/browser/gallery.js - every template in states that a small history does
// not bring about, with made-up data: axe-core in light and dark, and 360 pixels.
//
//	gallery.js DIR	what tests/gallery/gallery left there
'use strict';

const { readFileSync, readdirSync } = require('fs');
const { createServer } = require('http');
const path = require('path');
const { is, check, part, end } = require('./tap');
const { open, violations, overflow, stopped } = require('./browser');

const dir = process.argv[2];
const top = path.join(__dirname, '../..');
const types = { html: 'text/html', css: 'text/css', js: 'text/javascript',
	svg: 'image/svg+xml' };

// The pages, and static/NAME.EXT for the address /static/NAME.HASH.EXT.
function serve(request, answer) {
	const asked = new URL(request.url, 'http://gallery').pathname;
	const asset = /^\/static\/([\w-]+)\.\w+\.(\w+)$/.exec(asked);
	const file = asset ? path.join(top, 'static', `${asset[1]}.${asset[2]}`) :
	    path.join(dir, path.basename(asked));

	try {
		const text = readFileSync(file);
		answer.writeHead(200, { 'Content-Type':
		    types[path.extname(file).slice(1)] || 'text/plain' });
		answer.end(text);
	} catch {
		answer.writeHead(404);
		answer.end();
	}
}

async function look(page, name) {
	const answer = await page.goto(`/${name}`);

	is(`${name}: is there`, answer.status(), 200);
	is(`${name}: no heading ends in a full stop`, await stopped(page), '');
	for (const colorScheme of ['light', 'dark']) {
		await page.emulateMedia({ colorScheme });
		const found = await violations(page);
		check(`${name}, ${colorScheme}: axe-core finds nothing`,
		    found.length === 0, found.slice(0, 8).join('\n'));
	}
	await page.setViewportSize({ width: 360, height: 740 });
	const wide = await overflow(page);
	check(`${name}: fits into 360 pixels`, wide === '', wide);
	await page.setViewportSize({ width: 1280, height: 900 });
}

async function main() {
	const server = createServer(serve);

	await new Promise((then) => server.listen(0, '127.0.0.1', then));
	const browser = await open(`http://127.0.0.1:${server.address().port}`);
	const page = await browser.page();
	for (const name of readdirSync(dir).filter((f) => f.endsWith('.html')))
		await part(name, () => look(page, name));
	await browser.close();
	server.close();
}

part('the gallery', main).then(end);
