// SPDX-License-Identifier: MIT
// tests/browser/tap.js - cases as TAP, each with its time limit inside.
'use strict';

let failed = 0;

function say(text) {
	for (const line of String(text).split('\n'))
		console.log('# ' + line);
}

function pass(title) {
	console.log('ok - ' + title);
}

function fail(title, why) {
	if (why !== undefined)
		say(why);
	console.log('not ok - ' + title);
	failed++;
}

function is(title, got, wanted) {
	if (got === wanted)
		pass(title);
	else
		fail(title, `got ${JSON.stringify(got)}, wanted ` +
		    JSON.stringify(wanted));
}

function check(title, truth, why) {
	if (truth)
		pass(title);
	else
		fail(title, why);
}

// Run what may throw: a throw is a failed case, not the end of the others.
async function part(title, run) {
	try {
		await run();
	} catch (error) {
		fail(title, error.stack || error);
	}
}

function end() {
	console.log('# end');
	process.exit(failed ? 1 : 0);
}

module.exports = { say, pass, fail, is, check, part, end };
