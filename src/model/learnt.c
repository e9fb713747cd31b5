/* SPDX-License-Identifier: MIT */
#include "model/learnt.h"

#include "analysis/analyse.h"
#include "analysis/mark.h"
#include "base/arena.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "meaning/classifier.h"
#include "meaning/settle.h"
#include "model/learning.h"

#include <string.h>

void
learnt_end(struct learnt *l)
{
	if (l->model != NULL)
		arena_end(l->model);
	if (l->mem != NULL)
		arena_end(l->mem);
	*l = (struct learnt){ .version = 0 };
}

/* Without a model, until one is read. */
static void
begin(struct learnt *l, int64_t version)
{
	if (l->mem == NULL) {
		l->mem = arena_begin();
		l->reader = feature_reader_new(l->mem, 0);
	}
	if (l->model != NULL)
		arena_end(l->model);
	l->model = arena_begin();
	l->classifier = NULL;
	l->version = version;
}

enum rc
learnt_load(struct db *db, struct arena *mem, struct learnt *l)
{
	const char *bytes, *why = "its bytes are gone";
	struct classifier *c = NULL;
	int64_t version = 0;
	size_t len = 0;
	enum rc rc = learning_version(db, mem, &version);

	if (rc != RC_OK || (version == l->version && l->mem != NULL))
		return rc;
	rc = version == 0 ? RC_OK : learning_bytes(db, mem, version, &bytes,
	    &len);
	if (rc != RC_OK && rc != RC_NOT_FOUND && rc != RC_INTERNAL)
		return rc;
	begin(l, version);
	if (version == 0)
		return RC_OK;
	if (rc == RC_OK)
		rc = classifier_read(l->model, bytes, len, &c, &why);
	if (rc != RC_OK)
		LOG(ERROR, "learnt", L_INT("version", version),
		    L_STR("why", why));
	else
		LOG(INFO, "learnt", L_INT("version", version),
		    L_INT("labels", classifier_labels(c)));
	l->classifier = c;
	return RC_OK;
}

struct bag
learnt_bag(struct feature_reader *r, struct arena *mem,
    const struct report *report, const struct verdict *v)
{
	struct feature_text t = { NULL, 0, NULL, 0 };
	struct sbuf *text = sbuf_arena(mem);

	sbuf_text(text, report->subject);
	sbuf_add(text, "\n", 1);
	sbuf_text(text, report->text);
	t.text = text->s;
	t.len = text->len;
	t.marks = verdict_marks(mem, v, &t.marks_n);
	return feature_read(r, &t);
}

const char *
learnt_label(const char *category)
{
	return strcmp(category, "other") == 0 ? NULL : category;
}

static bool
knows(const struct ruleset *rules, const char *category)
{
	for (size_t i = 0; i < ruleset_categories(rules); i++)
		if (strcmp(ruleset_category(rules, i), category) == 0)
			return true;
	return false;
}

/* It takes the place of the one that the verdict counted under. */
static void
put(struct arena *mem, struct verdict *v, const char *category)
{
	const char **all = arena_array(mem, v->categories_n + 1, sizeof(*all));
	size_t n = 0;

	all[n++] = category;
	for (size_t i = 0; i < v->categories_n; i++)
		if (strcmp(v->categories[i], v->main_category) != 0 &&
		    strcmp(v->categories[i], category) != 0)
			all[n++] = v->categories[i];
	v->categories = all;
	v->categories_n = n;
	v->main_category = category;
}

void
learnt_judge(const struct learnt *l, struct arena *mem,
    const struct ruleset *rules, const struct report *report,
    struct verdict *v, struct learnt_word *word)
{
	struct guess guess;
	struct opinions said = { NULL, learnt_label(v->main_category),
		l->classifier, &guess };
	const char *label, *category;

	*word = (struct learnt_word){ "", -1, NULL };
	if (l->classifier == NULL || v->empty || v->unreadable)
		return;
	classifier_predict(l->classifier, learnt_bag(l->reader, mem, report, v),
	    &guess);
	category = classifier_label(l->classifier, guess.label);
	word->sure = (int64_t)((double)guess.sure * 1000 + 0.5);
	if (guess.known)
		word->guess = category;
	if (settle(&said, &label) != SETTLED_LEARNT ||
	    strcmp(label, v->main_category) == 0 || !knows(rules, label))
		return;
	word->rules_category = v->main_category;
	put(mem, v, label);
}
