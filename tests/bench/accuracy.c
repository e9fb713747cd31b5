/* SPDX-License-Identifier: MIT */
/*
 * How well the default rules find the categories that people gave.
 *
 *	accuracy [--json] [--half=even|odd|all] [--rules=FILE] FILE...
 *
 * Files are JSON Lines, .gz or not, with "text" and "mapped"; rows whose mapped
 * is null are left out. Bug and crash count as one class. A row is "none" when
 * its label, or our main category, has no counterpart on the other side.
 * Classes: none bug payment performance ux question feature_request account;
 * the macro-F1 is the plain mean over those that have rows.
 * --half takes rows 0, 2, … of each file, or 1, 3, …: rules are tuned on the
 * even half and reported on the odd one. --rows shows each row with its rules.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "analysis/analyse.h"
#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "text/json_read.h"

enum { CLASSES = 8, LINE_MAX_BYTES = 1 << 20 };

static const char *const classes[CLASSES] = { "none", "bug", "payment",
	"performance", "ux", "question", "feature_request", "account" };

struct options {
	bool json, rows;
	int half;	/* 0 even, 1 odd, 2 all */
	const char *rules;
};

struct tally {
	long cell[CLASSES][CLASSES];	/* [truth][ours] */
	long n;
};

static int
class_of(const char *category)
{
	if (strcmp(category, "crash") == 0)
		category = "bug";
	for (int i = 1; i < CLASSES; i++)
		if (strcmp(category, classes[i]) == 0)
			return i;
	return 0;
}

static void
row_show(const char *text, const char *truth, const struct verdict *v)
{
	printf("%s\t%s\t", truth, v->main_category);
	for (size_t i = 0; i < v->reasons_n; i++)
		printf("%s%s", i > 0 ? " " : "", v->reasons[i].rule);
	putchar('\t');
	for (; *text != '\0'; text++)
		putchar(*text == '\n' || *text == '\t' ? ' ' : *text);
	putchar('\n');
}

static void
row(const struct options *o, const struct ruleset *set, struct arena *mem,
    const char *line, struct tally *t)
{
	struct json_object *doc;
	struct report report = { NULL, NULL };
	struct verdict v;
	const char *why, *truth;

	if (json_parse(mem, line, strlen(line), &doc, &why) != RC_OK)
		return;
	truth = jr_text(mem, doc, "mapped");
	report.text = jr_text(mem, doc, "text");
	if (truth == NULL || report.text == NULL)
		return;
	analyse(set, mem, &report, &v);
	t->cell[class_of(truth)][class_of(v.main_category)]++;
	t->n++;
	if (o->rows)
		row_show(report.text, truth, &v);
}

static bool
file_read(const struct options *o, const struct ruleset *set, const char *path,
    struct tally *t)
{
	gzFile f = gzopen(path, "rb");
	char *line = must_alloc(LINE_MAX_BYTES);
	struct arena *mem = arena_begin();

	if (f == NULL) {
		fprintf(stderr, "accuracy: cannot read %s\n", path);
		return false;
	}
	for (long n = 0; gzgets(f, line, LINE_MAX_BYTES) != NULL; n++) {
		if (o->half < 2 && n % 2 != o->half)
			continue;
		row(o, set, mem, line, t);
		arena_reset(mem);
	}
	arena_end(mem);
	free(line);
	gzclose(f);
	return true;
}

struct score {
	double precision, recall, f1;
	long rows;
};

static struct score
score_of(const struct tally *t, int c)
{
	long ours = 0, truth = 0, both = t->cell[c][c];
	struct score s = { 0, 0, 0, 0 };

	for (int i = 0; i < CLASSES; i++) {
		truth += t->cell[c][i];
		ours += t->cell[i][c];
	}
	s.rows = truth;
	if (ours > 0)
		s.precision = (double)both / (double)ours;
	if (truth > 0)
		s.recall = (double)both / (double)truth;
	if (both > 0)
		s.f1 = 2 * s.precision * s.recall / (s.precision + s.recall);
	return s;
}

static double
macro_f1(const struct tally *t)
{
	double sum = 0;
	int n = 0;

	for (int c = 0; c < CLASSES; c++) {
		struct score s = score_of(t, c);

		sum += s.f1;
		n += s.rows > 0;
	}
	return n > 0 ? sum / n : 0;
}

static void
print_text(const struct tally *t)
{
	printf("%-16s %6s %6s %6s %6s   ours:", "truth", "rows", "P", "R", "F1");
	for (int c = 0; c < CLASSES; c++)
		printf(" %7.7s", classes[c]);
	putchar('\n');
	for (int c = 0; c < CLASSES; c++) {
		struct score s = score_of(t, c);

		printf("%-16s %6ld %6.3f %6.3f %6.3f        ", classes[c],
		    s.rows, s.precision, s.recall, s.f1);
		for (int i = 0; i < CLASSES; i++)
			printf(" %7ld", t->cell[c][i]);
		putchar('\n');
	}
	printf("rows %ld, macro-F1 %.4f\n", t->n, macro_f1(t));
}

static void
print_json(const struct tally *t)
{
	struct sbuf out = SBUF_INIT;
	struct jw w = JW_INIT(&out);

	jw_object(&w);
	jw_text(jw_key(&w, "bench"), "accuracy");
	jw_int(jw_key(&w, "rows"), t->n);
	jw_num(jw_key(&w, "macro_f1"), macro_f1(t));
	jw_array(jw_key(&w, "classes"));
	for (int c = 0; c < CLASSES; c++) {
		struct score s = score_of(t, c);

		jw_object(&w);
		jw_text(jw_key(&w, "class"), classes[c]);
		jw_int(jw_key(&w, "rows"), s.rows);
		jw_num(jw_key(&w, "precision"), s.precision);
		jw_num(jw_key(&w, "recall"), s.recall);
		jw_num(jw_key(&w, "f1"), s.f1);
		jw_object(jw_key(&w, "ours"));
		for (int i = 0; i < CLASSES; i++)
			jw_int(jw_key(&w, classes[i]), t->cell[c][i]);
		jw_end(&w);
		jw_end(&w);
	}
	jw_end(&w);
	jw_end(&w);
	puts(sbuf_cstr(&out));
	sbuf_free(&out);
}

static bool
option(struct options *o, const char *arg)
{
	static const char *const halves[] = { "--half=even", "--half=odd",
		"--half=all" };

	for (int i = 0; i < 3; i++)
		if (strcmp(arg, halves[i]) == 0) {
			o->half = i;
			return true;
		}
	if (strcmp(arg, "--json") == 0)
		return o->json = true;
	if (strcmp(arg, "--rows") == 0)
		return o->rows = true;
	if (strncmp(arg, "--rules=", 8) != 0)
		return false;
	o->rules = arg + 8;
	return true;
}

static struct ruleset *
rules_from(struct arena *mem, const char *path)
{
	struct sbuf *doc = sbuf_arena(mem);
	FILE *f = fopen(path, "r");
	struct ruleset *set;
	const char *why = "cannot be read";
	char buf[4096];
	size_t n;

	while (f != NULL && (n = fread(buf, 1, sizeof(buf), f)) > 0)
		sbuf_add(doc, buf, n);
	if (f == NULL ||
	    ruleset_load(mem, sbuf_cstr(doc), doc->len, &set, &why) != RC_OK) {
		fprintf(stderr, "accuracy: %s: %s\n", path, why);
		exit(1);
	}
	fclose(f);
	return set;
}

int
main(int argc, char **argv)
{
	struct options o = { .half = 2 };
	struct tally t = { .n = 0 };
	struct arena *mem = arena_begin();
	const struct ruleset *set;
	int i = 1;

	while (i < argc && strncmp(argv[i], "--", 2) == 0)
		if (!option(&o, argv[i++])) {
			fprintf(stderr, "accuracy: %s is not --json, --rows, "
			    "--rules=FILE or --half=even|odd|all\n", argv[i - 1]);
			return 2;
		}
	set = o.rules ? rules_from(mem, o.rules) : ruleset_default(mem);
	for (; i < argc; i++)
		if (!file_read(&o, set, argv[i], &t))
			return 1;
	if (o.json)
		print_json(&t);
	else if (!o.rows)
		print_text(&t);
	arena_end(mem);
	return 0;
}
