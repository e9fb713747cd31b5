/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "conf/conf.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/parse.h"
#include "base/sbuf.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { KIND_STR, KIND_URL, KIND_INT, KIND_BOOL, KIND_ENUM, KIND_SECRET };

static const struct option {
	enum kind kind;
	const char *name, *env, *dflt;
	int64_t min, max;
	const char *unit, *help;
	size_t at;
} options[] = {
#define OPT(type, name, env, dflt, min, max, unit, help)                       \
	{ KIND_##type, #name, env, dflt, min, max, unit, help,                 \
	    offsetof(struct conf, name) },
#include "conf/conf.def"
#undef OPT
};

enum { N_OPTIONS = sizeof(options) / sizeof(*options) };

static const struct option *
find_option(const char *name, size_t len)
{
	for (size_t i = 0; i < N_OPTIONS; i++) {
		const char *own = options[i].name;

		if (strlen(own) != len)
			continue;
		for (size_t k = 0; k <= len; k++) {
			if (k == len)
				return &options[i];
			if (own[k] != (name[k] == '-' ? '_' : name[k]))
				break;
		}
	}
	return NULL;
}

static bool
is_word_of(const char *list, const char *word)
{
	size_t len = strlen(word);

	if (len == 0 || strchr(word, '|') != NULL)
		return false;
	for (const char *p = list; p != NULL; p = strchr(p, '|')) {
		p += *p == '|';
		if (strncmp(p, word, len) == 0 &&
		    (p[len] == '|' || p[len] == '\0'))
			return true;
	}
	return false;
}

static void
allowed(const struct option *o, struct sbuf *out)
{
	switch (o->kind) {
	case KIND_INT:
		sbuf_fmt(out, "a whole number from %lld to %lld%s%s",
		    (long long)o->min, (long long)o->max, *o->unit ? " " : "",
		    o->unit);
		break;
	case KIND_BOOL:
		sbuf_text(out, "yes or no");
		break;
	case KIND_ENUM:
		sbuf_fmt(out, "one of %s", o->unit);
		break;
	case KIND_URL:
		sbuf_fmt(out, "an address that begins with http:// or https://,"
		    " at most %lld bytes", (long long)o->max);
		break;
	case KIND_STR:
	case KIND_SECRET:
		sbuf_fmt(out, "%lld to %lld bytes of text", (long long)o->min,
		    (long long)o->max);
		break;
	}
}

/* A connection string may hold a password. */
static bool
is_hidden(const struct option *o)
{
	return o->kind == KIND_SECRET || strcmp(o->name, "database_url") == 0;
}

static bool
refuse(const struct option *o, const char *value, const char *from)
{
	struct sbuf text = SBUF_INIT;

	allowed(o, &text);
	if (is_hidden(o))
		fprintf(stderr, "option %s (from %s): the value is not allowed; "
		    "it must be %s\n", o->name, from, text.s);
	else
		fprintf(stderr, "option %s (from %s): \"%s\" is not allowed; it "
		    "must be %s\n", o->name, from, value, text.s);
	sbuf_free(&text);
	return false;
}

static bool
fits(const struct option *o, const char *value)
{
	size_t len = strlen(value);

	if (o->kind == KIND_ENUM)
		return is_word_of(o->unit, value);
	if ((int64_t)len < o->min || (int64_t)len > o->max)
		return false;
	for (size_t i = 0; i < len; i++)
		if (iscntrl((unsigned char)value[i]))
			return false;
	return o->kind != KIND_URL || len == 0 ||
	    strncmp(value, "http://", 7) == 0 ||
	    strncmp(value, "https://", 8) == 0;
}

static bool
set(struct arena *mem, struct conf *conf, const struct option *o,
    const char *value, const char *from)
{
	void *to = (char *)conf + o->at;
	bool yes;

	if (o->kind == KIND_INT) {
		int64_t n;

		if (!parse_int(value, o->min, o->max, &n))
			return refuse(o, value, from);
		*(int64_t *)to = n;
		return true;
	}
	if (o->kind == KIND_BOOL) {
		if (!parse_bool(value, &yes))
			return refuse(o, value, from);
		*(int64_t *)to = yes;
		return true;
	}
	if (!fits(o, value))
		return refuse(o, value, from);
	*(const char **)to = arena_text(mem, value);
	return true;
}

static char *
trim(char *s)
{
	char *end;

	while (isspace((unsigned char)*s))
		s++;
	end = s + strlen(s);
	while (end > s && isspace((unsigned char)end[-1]))
		*--end = '\0';
	return s;
}

static bool
set_line(struct arena *mem, struct conf *conf, char *line, const char *from)
{
	char *eq, *name = trim(line), *value;
	const struct option *o;

	if (*name == '\0' || *name == '#')
		return true;
	eq = strchr(name, '=');
	if (eq == NULL) {
		/* What follows the name may be a secret. */
		fprintf(stderr, "%s: expected name = value, found \"%.*s\"\n",
		    from, (int)strcspn(name, " \t:"), name);
		return false;
	}
	*eq = '\0';
	value = trim(eq + 1);
	name = trim(name);
	o = find_option(name, strlen(name));
	if (o == NULL) {
		fprintf(stderr, "%s: there is no option \"%s\"\n", from, name);
		return false;
	}
	return set(mem, conf, o, value, from);
}

static bool
load_file(struct arena *mem, struct conf *conf)
{
	const char *named = getenv("TIDEMARK_CONF");
	const char *path = named ? named : TIDEMARK_CONF_FILE;
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	bool ok = true;

	if (f == NULL && named == NULL && errno == ENOENT)
		return true;
	for (int n = 1; f != NULL && ok && getline(&line, &size, f) > 0; n++)
		ok = set_line(mem, conf, line, arena_fmt(mem, "%s line %d",
		    path, n));
	/* A folder can be opened, and not be read. */
	if (f == NULL || ferror(f)) {
		fprintf(stderr, "cannot read %s: %s\n", path, strerror(errno));
		ok = false;
	}
	free(line);
	if (f != NULL)
		fclose(f);
	return ok;
}

/* The replaced systems switch between two forms by 0 and 1. */
static const char *
word_of_switch(struct arena *mem, const struct option *o, const char *value)
{
	const char *second = strchr(o->unit, '|');
	bool on;

	if (o->kind != KIND_ENUM || second == NULL ||
	    strchr(second + 1, '|') != NULL || !parse_bool(value, &on))
		return value;
	return on ? second + 1 : arena_copy(mem, o->unit,
	    (size_t)(second - o->unit));
}

static bool
set_from_environment(struct arena *mem, struct conf *conf,
    const struct option *o, const char *name)
{
	const char *value = getenv(name);

	/* The replaced systems' sample files hold many empty assignments. */
	if (value == NULL || *value == '\0')
		return true;
	return set(mem, conf, o, word_of_switch(mem, o, value), name);
}

static bool
load_environment(struct arena *mem, struct conf *conf)
{
	for (size_t i = 0; i < N_OPTIONS; i++) {
		const struct option *o = &options[i];
		char *own = arena_fmt(mem, "TIDEMARK_%s", o->name);
		const char *p = o->env;

		while (*p != '\0') {
			size_t len = strcspn(p, " ");

			if (!set_from_environment(mem, conf, o,
			    arena_copy(mem, p, len)))
				return false;
			p += len + strspn(p + len, " ");
		}
		for (char *c = own; *c != '\0'; c++)
			*c = (char)toupper((unsigned char)*c);
		if (!set_from_environment(mem, conf, o, own))
			return false;
	}
	return true;
}

static void
add_dsn(struct sbuf *dsn, const char *key, const char *value)
{
	sbuf_fmt(dsn, "%s%s='", dsn->len ? " " : "", key);
	for (; *value != '\0'; value++) {
		if (*value == '\'' || *value == '\\')
			sbuf_char(dsn, '\\');
		sbuf_char(dsn, *value);
	}
	sbuf_char(dsn, '\'');
}

/* The replaced systems name the database in five variables, or in a URL that
 * carries the name of a Python driver. */
static void
settle_database(struct arena *mem, struct conf *conf)
{
	static const char *const parts[][2] = {
		{ "POSTGRES_HOST", "host" }, { "POSTGRES_PORT", "port" },
		{ "POSTGRES_USER", "user" }, { "POSTGRES_PASSWORD", "password" },
		{ "POSTGRES_DB", "dbname" },
	};
	const char *url = conf->database_url, *plus = strchr(url, '+');
	struct sbuf *dsn = sbuf_arena(mem);

	if (strncmp(url, "postgresql+", 11) == 0 && strstr(plus, "://"))
		conf->database_url = arena_fmt(mem, "postgresql%s",
		    strstr(plus, "://"));
	if (*url != '\0')
		return;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		const char *value = getenv(parts[i][0]);

		if (value != NULL && *value != '\0')
			add_dsn(dsn, parts[i][1], value);
	}
	conf->database_url = dsn->len ? sbuf_cstr(dsn) : "dbname=tidemark";
}

static void
print_options(FILE *out)
{
	for (size_t i = 0; i < N_OPTIONS; i++) {
		const struct option *o = &options[i];
		struct sbuf text = SBUF_INIT;

		allowed(o, &text);
		fprintf(out, "  --%s=VALUE\n      %s\n      %s", o->name, o->help,
		    text.s);
		if (o->kind != KIND_SECRET && *o->dflt != '\0')
			fprintf(out, "; default %s", o->dflt);
		if (*o->env != '\0')
			fprintf(out, "; also read from %s", o->env);
		fputc('\n', out);
		sbuf_free(&text);
	}
}

static void
print_help(const struct conf_program *program)
{
	printf("%s - %s\n\nusage: %s [OPTION]...%s%s\n\n", program->name,
	    program->purpose, program->name, program->operands ? " " : "",
	    program->operands ? program->operands : "");
	for (const struct conf_flag *f = program->flags; f && f->name; f++)
		printf("  --%s%s%s\n      %s\n", f->name, f->value ? " " : "",
		    f->value ? f->value : "", f->help);
	fputs("  --help, --version, --dump-config\n\n"
	    "Options of every program (file, environment, command line):\n\n",
	    stdout);
	print_options(stdout);
}

void
conf_write(const struct conf *conf, struct sbuf *out)
{
	for (size_t i = 0; i < N_OPTIONS; i++) {
		const struct option *o = &options[i];
		const void *from = (const char *)conf + o->at;

		if (o->kind == KIND_INT || o->kind == KIND_BOOL)
			sbuf_fmt(out, "%s = %lld\n", o->name,
			    (long long)*(const int64_t *)from);
		else if (is_hidden(o))
			sbuf_fmt(out, "%s = %s\n", o->name,
			    **(const char *const *)from ? "(set)" : "");
		else
			sbuf_fmt(out, "%s = %s\n", o->name,
			    *(const char *const *)from);
	}
}

static void
dump(const struct conf *conf)
{
	struct sbuf text = SBUF_INIT;

	conf_write(conf, &text);
	fputs(sbuf_cstr(&text), stdout);
	sbuf_free(&text);
}

static bool
set_flag(const struct conf_flag *f, const char *value)
{
	switch (f->kind) {
	case FLAG_SWITCH:
		*(bool *)f->to = true;
		return true;
	case FLAG_TEXT:
		*(const char **)f->to = value;
		return true;
	case FLAG_INT:
		if (parse_int(value, f->min, f->max, f->to))
			return true;
		fprintf(stderr, "--%s: \"%s\" is not allowed; it must be a whole "
		    "number from %lld to %lld\n", f->name, value,
		    (long long)f->min, (long long)f->max);
	}
	return false;
}

static const struct conf_flag *
find_flag(const struct conf_program *program, const char *name, size_t len)
{
	for (const struct conf_flag *f = program->flags; f && f->name; f++)
		if (strlen(f->name) == len && memcmp(f->name, name, len) == 0)
			return f;
	return NULL;
}

/* One word that begins with dashes; *i moves on when it takes the next word. */
static bool
set_word(struct arena *mem, const struct conf_program *program,
    struct conf *conf, char **argv, int argc, int *i)
{
	const char *name = argv[*i] + 2, *eq = strchr(name, '=');
	size_t len = eq ? (size_t)(eq - name) : strlen(name);
	const struct conf_flag *flag = find_flag(program, name, len);
	const struct option *o = flag ? NULL : find_option(name, len);
	const char *value = eq ? eq + 1 : NULL;

	if (flag == NULL && o == NULL) {
		fprintf(stderr, "%s: there is no option \"--%.*s\"; see "
		    "--help\n", program->name, (int)len, name);
		return false;
	}
	if (flag != NULL && flag->kind == FLAG_SWITCH) {
		if (value == NULL)
			return set_flag(flag, NULL);
		fprintf(stderr, "--%s takes no value\n", flag->name);
		return false;
	}
	if (value == NULL && *i + 1 < argc)
		value = argv[++*i];
	if (value == NULL) {
		fprintf(stderr, "--%s needs a value\n", name);
		return false;
	}
	return flag ? set_flag(flag, value) :
	    set(mem, conf, o, value, "the command line");
}

static bool
has_word(int argc, char **argv, const char *word)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], word) == 0)
			return true;
	return false;
}

/* Options may stand before, between and after the operands, which are moved to
 * the end of argv in their order. */
static bool
load_words(struct arena *mem, const struct conf_program *program, int argc,
    char **argv, struct conf *conf, int *operand)
{
	char **operands = arena_array(mem, (size_t)argc, sizeof(*operands));
	bool only_operands = false;
	int n = 0;

	for (int i = 1; i < argc; i++) {
		if (only_operands || strncmp(argv[i], "--", 2) != 0)
			operands[n++] = argv[i];
		else if (argv[i][2] == '\0')
			only_operands = true;
		else if (strcmp(argv[i], "--dump-config") != 0 &&
		    !set_word(mem, program, conf, argv, argc, &i))
			return false;
	}
	*operand = argc - n;
	for (int i = 0; i < n; i++)
		argv[*operand + i] = operands[i];
	if (n > 0 && program->operands == NULL) {
		fprintf(stderr, "%s: unexpected word \"%s\"; see --help\n",
		    program->name, operands[0]);
		return false;
	}
	return true;
}

enum conf_result
conf_load(struct arena *mem, const struct conf_program *program, int argc,
    char **argv, struct conf *conf, int *operand)
{
	if (has_word(argc, argv, "--help")) {
		print_help(program);
		return CONF_DONE;
	}
	if (has_word(argc, argv, "--version")) {
		printf("%s " PACKAGE_VERSION "\n", program->name);
		return CONF_DONE;
	}
	for (size_t i = 0; i < N_OPTIONS; i++)
		if (!set(mem, conf, &options[i], options[i].dflt, "default"))
			return CONF_BAD;
	if (!load_file(mem, conf) || !load_environment(mem, conf) ||
	    !load_words(mem, program, argc, argv, conf, operand))
		return CONF_BAD;
	settle_database(mem, conf);
	if (has_word(argc, argv, "--dump-config")) {
		dump(conf);
		return CONF_DONE;
	}
	return CONF_RUN;
}

int
conf_main(struct arena *mem, const struct conf_program *program, int argc,
    char **argv, int (*run)(void *, const struct conf *, int, char **),
    void *ctx)
{
	struct conf conf;
	int operand;

	switch (conf_load(mem, program, argc, argv, &conf, &operand)) {
	case CONF_RUN:
		break;
	case CONF_DONE:
		return 0;
	case CONF_BAD:
		return 2;
	}
	log_open(argv[0], log_level_of(conf.log_level));
	return run(ctx, &conf, argc - operand, argv + operand);
}

bool
conf_connects(const struct conf *conf)
{
	return *conf->hs_api_token != '\0' ||
	    (conf->hs_own_account && *conf->hs_client_id != '\0' &&
	    *conf->hs_client_secret != '\0');
}

void
conf_sample(struct sbuf *out)
{
	sbuf_text(out, "# Options of every Tidemark program, with their "
	    "defaults. The environment and the\n# command line win over this "
	    "file. Made from the option table; a test compares.\n");
	for (size_t i = 0; i < N_OPTIONS; i++) {
		const struct option *o = &options[i];

		sbuf_fmt(out, "\n# %s\n# Allowed: ", o->help);
		allowed(o, out);
		if (*o->env != '\0')
			sbuf_fmt(out, "\n# Also read from: %s", o->env);
		sbuf_fmt(out, "\n#%s = %s\n", o->name, o->dflt);
	}
}

void
conf_manual(struct sbuf *out)
{
	for (size_t i = 0; i < N_OPTIONS; i++) {
		const struct option *o = &options[i];

		sbuf_fmt(out, ".It Fl -%s Ns = Ns Ar value\n%s.\nAllowed: ",
		    o->name, o->help);
		allowed(o, out);
		if (o->kind != KIND_SECRET && *o->dflt != '\0')
			sbuf_fmt(out, ".\nDefault: %s", o->dflt);
		if (*o->env != '\0')
			sbuf_fmt(out, ".\nAlso read from the environment: %s",
			    o->env);
		sbuf_text(out, ".\n");
	}
}
