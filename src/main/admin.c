/* SPDX-License-Identifier: MIT */
/* tidemark-admin: what an operator does by hand. */
#include "base/arena.h"
#include "base/json.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "db/db.h"
#include "db/migrate.h"
#include "http/req.h"
#include "main/admin.h"
#include "model/account.h"
#include "model/data.h"
#include "model/purge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int
admin_failed(const char *what, enum rc rc)
{
	fprintf(stderr, "%s: %s\n", what, rc_text(rc));
	return 1;
}

/* The end of a change that db_begin() began and that came to rc: with its word in
 * the audit, or not at all. what: what the operand names. */
static enum rc
commit(struct admin *a, enum rc rc, const char *action, const char *what)
{
	struct sbuf *detail = sbuf_arena(a->mem);
	struct jw w = JW_INIT(detail);

	jw_object(&w);
	jw_text(jw_key(&w, what), a->argv[0]);
	if (a->role != NULL)
		jw_text(jw_key(&w, "role"), a->role);
	jw_end(&w);
	if (rc == RC_OK)
		rc = audit(a->db, a->mem, "operator", action,
		    sbuf_cstr(detail));
	return rc == RC_OK ? db_commit(a->db) : rc;
}

static int
cmd_migrate(struct admin *a)
{
	size_t applied;
	enum rc rc = migrate_apply(a->db, &applied);

	if (rc != RC_OK)
		return admin_failed("migrate", rc);
	printf("%zu migrations applied, schema is at version %zu\n", applied,
	    migrate_needed());
	return 0;
}

static char *
read_password(struct arena *mem)
{
	char line[PASSWORD_MAX + 2] = "";

	if (fgets(line, sizeof(line), stdin) == NULL)
		line[0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	if (strlen(line) < PASSWORD_MIN || strlen(line) > PASSWORD_MAX) {
		fprintf(stderr, "a password has %d to %d bytes, on one line\n",
		    PASSWORD_MIN, PASSWORD_MAX);
		return NULL;
	}
	return arena_text(mem, line);
}

/* The role agent, and no other, belongs to an agent of Help Scout. */
static bool
is_role(struct admin *a)
{
	enum role role = VIEWER;
	const char *name;

	if (a->role != NULL && !role_parse(a->role, &role)) {
		fprintf(stderr, "--role: \"%s\" is not allowed; it must be "
		    "agent, viewer, reviewer or admin\n", a->role);
		return false;
	}
	if ((role == AGENT) != (a->agent != 0)) {
		fprintf(stderr, "--agent: its number belongs to --role agent, "
		    "and to no other\n");
		return false;
	}
	if (role != AGENT ||
	    account_agent(a->db, a->mem, a->agent, &name) == RC_OK)
		return true;
	fprintf(stderr, "--agent: no agent has the number %lld\n",
	    (long long)a->agent);
	return false;
}

static int
cmd_user_add(struct admin *a)
{
	const char *password = NULL, *role = a->role;
	struct account known;
	int64_t agent = a->agent;
	int64_t id;
	enum rc rc;

	if (!is_role(a))
		return 2;
	if (a->password_stdin && (password = read_password(a->mem)) == NULL)
		return 2;
	rc = db_begin(a->db);
	/* a new password alone takes no role away */
	if (rc == RC_OK && role == NULL) {
		rc = account_by_name(a->db, a->mem, a->argv[0], &known);
		role = rc == RC_OK ? known.role : "viewer";
		agent = rc == RC_OK ? known.agent : 0;
	}
	if (rc == RC_OK || rc == RC_NOT_FOUND)
		rc = account_save(a->db, a->mem, a->argv[0], role, agent,
		    password, &id);
	rc = commit(a, rc, "user_add", "user");
	if (rc != RC_OK)
		return admin_failed("user add", rc);
	printf("user %s has role %s\n", a->argv[0], role);
	return 0;
}

static int
cmd_user_list(struct admin *a)
{
	struct account_row *rows;
	size_t n;
	enum rc rc = account_list(a->db, a->mem, &rows, &n);

	if (rc != RC_OK)
		return admin_failed("user list", rc);
	for (size_t i = 0; i < n; i++)
		printf("%s\t%s\t%s%s\n", rows[i].name, rows[i].role,
		    rows[i].has_password ? "password" : "link only",
		    rows[i].disabled ? "\tdisabled" : "");
	return 0;
}

static int
cmd_user_disable(struct admin *a)
{
	enum rc rc = db_begin(a->db);

	if (rc == RC_OK)
		rc = account_disable(a->db, a->mem, a->argv[0]);
	rc = commit(a, rc, "user_disable", "user");
	if (rc != RC_OK)
		return admin_failed(a->argv[0], rc);
	printf("user %s is disabled\n", a->argv[0]);
	return 0;
}

static int
cmd_login_link(struct admin *a)
{
	char link[CRYPTO_TOKEN_SIZE];
	struct account user;
	enum rc rc = db_begin(a->db);

	if (rc == RC_OK)
		rc = account_by_name(a->db, a->mem, a->argv[0], &user);
	if (rc == RC_OK)
		rc = account_link(a->db, a->mem, user.id, link);
	rc = commit(a, rc, "login_link", "user");
	if (rc != RC_OK)
		return admin_failed(a->argv[0], rc);
	printf("%s/sign-in/link?token=%s\n", a->conf->public_url, link);
	return 0;
}

static int
cmd_token_create(struct admin *a)
{
	const char *role = a->role ? a->role : "viewer";
	char token[CRYPTO_TOKEN_SIZE];
	enum rc rc;

	if (!is_role(a))
		return 2;
	rc = db_begin(a->db);
	if (rc == RC_OK)
		rc = token_add(a->db, a->mem, a->argv[0], role, a->agent,
		    "operator", token);
	rc = commit(a, rc, "token_create", "token");
	if (rc != RC_OK)
		return admin_failed("token create", rc);
	printf("%s\n", token);
	return 0;
}

static int
cmd_token_list(struct admin *a)
{
	struct account_row *rows;
	size_t n;
	enum rc rc = token_rows(a->db, a->mem, &rows, &n);

	if (rc != RC_OK)
		return admin_failed("token list", rc);
	for (size_t i = 0; i < n; i++)
		printf("%lld\t%s\t%s\n", (long long)rows[i].id, rows[i].name,
		    rows[i].role);
	return 0;
}

static int
cmd_token_revoke(struct admin *a)
{
	int64_t id;
	enum rc rc;

	if (!parse_int(a->argv[0], 1, INT64_MAX, &id)) {
		fprintf(stderr, "\"%s\" is not the number of a token; see token "
		    "list\n", a->argv[0]);
		return 2;
	}
	rc = db_begin(a->db);
	if (rc == RC_OK)
		rc = token_end(a->db, a->mem, id);
	rc = commit(a, rc, "token_revoke", "token");
	if (rc != RC_OK)
		return admin_failed("token revoke", rc);
	printf("token %lld is revoked\n", (long long)id);
	return 0;
}

/* Left to tidemark-backfill, which must not import meanwhile. */
static int
cmd_purge(struct admin *a)
{
	enum purge_what what;
	int64_t job;
	enum rc rc;

	if (!purge_parse(a->argv[0], &what)) {
		fprintf(stderr, "\"%s\" cannot be purged; it must be demo or "
		    "all\n", a->argv[0]);
		return 2;
	}
	if (a->confirm == NULL || strcmp(a->confirm, purge_word(what)) != 0) {
		fprintf(stderr, "--confirm: it must be %s; nothing was purged\n",
		    purge_word(what));
		return 2;
	}
	rc = purge_ask(a->db, a->mem, what, "operator", &job);
	if (rc != RC_OK)
		return admin_failed("purge", rc);
	printf("queued as job %lld; the next run of tidemark-backfill, or the "
	    "one at work, carries it out\n", (long long)job);
	return 0;
}

static bool
check(const char *what, bool ok, const char *advice)
{
	printf("%-28s %s%s%s\n", what, ok ? "ok" : "NOT OK", ok ? "" : ": ",
	    ok ? "" : advice);
	return ok;
}

static int
cmd_doctor(struct admin *a)
{
	const struct conf *c = a->conf;
	bool up = db_ping(a->db) == RC_OK, good = up, ok;
	const char *advice;
	size_t version = 0;

	check("database", up, "cannot be reached; see database_url");
	good &= up && migrate_version(a->db, &version) == RC_OK;
	good &= check("migrations", version == migrate_needed(),
	    "run tidemark-admin migrate");
	ok = key_is_good(a, &advice);
	good &= check("key file", ok, advice);
	ok = connection_is_good(a, &advice);
	good &= check("Help Scout", ok, advice);
	good &= check("templates", access(c->template_dir, R_OK) == 0,
	    "template_dir cannot be read");
	good &= check("static files", access(c->static_dir, R_OK) == 0,
	    "static_dir cannot be read");
	return good ? 0 : 1;
}

static int
cmd_sample(struct admin *a)
{
	struct sbuf *out = sbuf_arena(a->mem);

	conf_sample(out);
	fputs(sbuf_cstr(out), stdout);
	return 0;
}

static int
cmd_options_manual(struct admin *a)
{
	struct sbuf *out = sbuf_arena(a->mem);

	conf_manual(out);
	fputs(sbuf_cstr(out), stdout);
	return 0;
}

static const struct command {
	const char *noun, *verb, *operand, *help;
	int (*run)(struct admin *);
} commands[] = {
	{ "migrate", NULL, NULL, "bring the schema to this program's version",
	    cmd_migrate },
	{ "user", "add", "NAME", "add a user or change role and password "
	    "(--role, --agent, --password-stdin)", cmd_user_add },
	{ "user", "list", NULL, "list users", cmd_user_list },
	{ "user", "disable", "NAME", "end a user's access at once",
	    cmd_user_disable },
	{ "login-link", NULL, "NAME", "print a link that signs NAME in once",
	    cmd_login_link },
	{ "token", "create", "NAME", "print a new API token (--role, --agent)",
	    cmd_token_create },
	{ "token", "list", NULL, "list tokens", cmd_token_list },
	{ "token", "revoke", "NUMBER", "end a token at once",
	    cmd_token_revoke },
	{ "key", "create", NULL, "make the key that tokens are sealed under, once; all hosts need the "
	    "same",
	    cmd_key_create },
	{ "key", "rotate", NULL, "make another one and seal everything under it; copy it to all hosts "
	    "at once",
	    cmd_key_rotate },
	{ "connection", "test", NULL, "ask Help Scout, as the import does, whose "
	    "access it is", cmd_connection_test },
	{ "ruleset", "list", NULL, "list the versions of the rules",
	    cmd_ruleset_list },
	{ "ruleset", "export", "VERSION", "print a version's document; VERSION "
	    "is a number, current, or app-and-game, web-shop, saas",
	    cmd_ruleset_export },
	{ "ruleset", "import", "FILE", "put a document in force as a new "
	    "version (--why)", cmd_ruleset_import },
	{ "ruleset", "activate", "VERSION", "put an old version, or rules that "
	    "come with the program, in force again (--why)",
	    cmd_ruleset_activate },
	{ "learning", "list", NULL, "list what was learned from corrections",
	    cmd_learning_list },
	{ "learning", "use", "VERSION", "put a model to use, or 0 for the rules "
	    "alone", cmd_learning_use },
	{ "webhook", "register", NULL, "ask Help Scout to tell what happens, "
	    "or to go on telling", cmd_webhook_register },
	{ "webhook", "status", NULL, "say whether it does, what came and what "
	    "was refused", cmd_webhook_status },
	{ "webhook", "remove", NULL, "ask it to tell no more",
	    cmd_webhook_remove },
	{ "purge", NULL, "WHAT", "let go what is stored about conversations: of "
	    "a demo, or all (--confirm)", cmd_purge },
	{ "doctor", NULL, NULL, "check what Tidemark needs to run",
	    cmd_doctor },
	{ "sample-config", NULL, NULL, "print the sample configuration file",
	    cmd_sample },
	{ "options-manual", NULL, NULL, "print the options as mdoc, for the "
	    "manual page", cmd_options_manual },
};

enum { N_COMMANDS = sizeof(commands) / sizeof(*commands) };

static bool
is_noun(const char *word)
{
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (strcmp(commands[i].noun, word) == 0)
			return true;
	return false;
}

/* noun: NULL, or the one whose commands alone are told. */
static int
usage(const char *noun)
{
	fputs("commands:\n", stderr);
	for (size_t i = 0; i < N_COMMANDS; i++) {
		const struct command *c = &commands[i];

		if (noun != NULL && strcmp(c->noun, noun) != 0)
			continue;
		fprintf(stderr, "  %s%s%s%s%s\n      %s\n", c->noun,
		    c->verb ? " " : "", c->verb ? c->verb : "",
		    c->operand ? " " : "", c->operand ? c->operand : "",
		    c->help);
	}
	return 2;
}

static int
run_command(struct admin *a, int argc, char **argv)
{
	for (size_t i = 0; i < N_COMMANDS; i++) {
		const struct command *c = &commands[i];
		int words = c->verb ? 2 : 1;

		if (argc < words || strcmp(argv[0], c->noun) != 0 ||
		    (c->verb && strcmp(argv[1], c->verb) != 0))
			continue;
		if (argc != words + (c->operand ? 1 : 0)) {
			fprintf(stderr, "%s%s%s takes %s\n", c->noun,
			    c->verb ? " " : "", c->verb ? c->verb : "",
			    c->operand ? c->operand : "nothing more");
			return 2;
		}
		a->argv = argv + words;
		return c->run(a);
	}
	if (argc > 0)
		fprintf(stderr, "there is no command \"%s%s%s\"\n", argv[0],
		    argc > 1 ? " " : "", argc > 1 ? argv[1] : "");
	return usage(argc > 0 && is_noun(argv[0]) ? argv[0] : NULL);
}

static int
run(void *ctx, const struct conf *conf, int n, char **operands)
{
	struct admin *a = ctx;
	int status;

	a->conf = conf;
	a->db = db_open(conf->database_url, "tidemark-admin", DB_PAGES, 600000);
	status = run_command(a, n, operands);
	db_close(a->db);
	/* a token that nobody could read must not look like one that was made */
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	fputs("standard output cannot be written\n", stderr);
	return 1;
}

int
main(int argc, char **argv)
{
	struct admin a = { .mem = arena_begin(), .why = "" };
	const struct conf_flag flags[] = {
		{ .name = "role", .kind = FLAG_TEXT, .value = "ROLE",
		    .to = &a.role, .help = "agent, viewer, reviewer or admin" },
		{ .name = "agent", .kind = FLAG_INT, .value = "NUMBER",
		    .to = &a.agent, .min = 1, .max = INT64_MAX,
		    .help = "whose scores the role agent sees" },
		{ .name = "why", .kind = FLAG_TEXT, .value = "TEXT",
		    .to = &a.why, .help = "reason of a new version of the rules" },
		{ .name = "confirm", .kind = FLAG_TEXT, .value = "WORD",
		    .to = &a.confirm, .help = "of a purge: demo, or everything "
		    "for all" },
		{ .name = "password-stdin", .kind = FLAG_SWITCH,
		    .to = &a.password_stdin,
		    .help = "read the password from standard input" },
		{ 0 },
	};
	const struct conf_program program = { "tidemark-admin",
		"sets up and looks after Tidemark", "COMMAND [ARGUMENT]",
		flags };
	int status = conf_main(a.mem, &program, argc, argv, run, &a);

	arena_end(a.mem);
	return status;
}
