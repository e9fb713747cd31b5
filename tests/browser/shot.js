// SPDX-License-Identifier: MIT
// tests/browser/shot.js - docs/overview.png from a demo that runs:
//
//	. var/demo/env && NODE_PATH=build/browser/node_modules \
//	    TIDEMARK_LOGIN_URL=$(./dev link) node tests/browser/shot.js FILE
'use strict';

const { open } = require('./browser');

async function main(file) {
	const browser = await open(process.env.TIDEMARK_URL, '.');
	await browser.signIn(process.env.TIDEMARK_LOGIN_URL);
	const page = await browser.page({
		viewport: { width: 1280, height: 1000 },
	});

	await page.goto('/?hours=48');
	await page.screenshot({ path: file });
	await browser.close();
}

main(process.argv[2] || 'docs/overview.png');
