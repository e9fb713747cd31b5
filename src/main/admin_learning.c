/* SPDX-License-Identifier: MIT */
/* tidemark-admin learning: models that were learned from corrections. */
#include "main/admin.h"

#include "base/clock.h"
#include "base/parse.h"
#include "model/learning.h"

#include <stdio.h>

enum { LISTED = 1000 };

int
cmd_learning_list(struct admin *a)
{
	struct learning_attempt *v;
	size_t n;
	enum rc rc = learning_list(a->db, a->mem, 0, LISTED, &v, &n);

	if (rc != RC_OK)
		return admin_failed("learning list", rc);
	for (size_t i = 0; i < n; i++) {
		char iso[CLOCK_ISO_SIZE];

		if (v[i].version != 0)
			printf("version %lld", (long long)v[i].version);
		else
			printf("not promoted");
		printf("\t%s\t%lld corrections\tright on %lld of %lld, before "
		    "%lld%s%s%s\n", clock_iso(v[i].at, iso),
		    (long long)v[i].examples, (long long)v[i].right_after,
		    (long long)v[i].held, (long long)v[i].right_before,
		    v[i].in_use ? "\tin use" : "",
		    *v[i].rolled_back_by ? "\trolled back by " : "",
		    v[i].rolled_back_by);
	}
	return 0;
}

int
cmd_learning_use(struct admin *a)
{
	int64_t version;
	enum rc rc;

	if (!parse_int(a->argv[0], 0, INT32_MAX, &version)) {
		fprintf(stderr, "\"%s\" is not a version; see learning list, 0 is "
		    "the rules alone\n", a->argv[0]);
		return 2;
	}
	rc = learning_use(a->db, a->mem, version, "operator");
	if (rc == RC_NOT_FOUND)
		fprintf(stderr, "there is no model %lld (any more); see learning "
		    "list\n", (long long)version);
	else if (rc == RC_CONFLICT)
		fprintf(stderr, "%lld is in use already\n", (long long)version);
	else if (rc != RC_OK)
		return admin_failed("learning use", rc);
	if (rc != RC_OK)
		return 1;
	if (version == 0)
		printf("the rules alone are in use; tidemark-score judges anew\n");
	else
		printf("version %lld is in use; tidemark-score judges anew\n",
		    (long long)version);
	return 0;
}
