/* SPDX-License-Identifier: MIT */
/* The client of Help Scout: shapes of answers, and what it does about them. */
#include "unit.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "text/json_read.h"
#include "upstream/helpscout.h"
#include "upstream/hs_call.h"
#include "upstream/hs_parse.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

static struct json_object *
json_of(struct arena *mem, const char *text)
{
	struct json_object *json;
	const char *why;

	assert_int_equal(json_parse(mem, text, strlen(text), &json, &why),
	    RC_OK);
	return json;
}

static void
test_conversation_full(void **state)
{
	static const char text[] =
	    "{\"id\":2198262392,\"number\":77,\"threads\":3,\"type\":\"email\","
	    "\"status\":\"closed\",\"state\":\"published\","
	    "\"subject\":\"Caf\xc3\xa9 “gone”\",\"mailboxId\":85,"
	    "\"assignee\":{\"id\":41,\"type\":\"user\",\"first\":\"Ann\","
	    "\"last\":\"Oak\",\"email\":\"ann@example.com\"},"
	    "\"createdBy\":{\"id\":51,\"type\":\"customer\"},"
	    "\"createdAt\":\"2025-03-01T08:00:00Z\",\"closedBy\":41,"
	    "\"closedAt\":\"2025-03-02T10:30:00Z\","
	    "\"userUpdatedAt\":\"2025-03-02T10:30:05Z\","
	    "\"customerWaitingSince\":{\"time\":\"2025-03-01T08:00:00Z\","
	    "\"friendly\":\"Mar 1\"},\"source\":{\"type\":\"beacon\","
	    "\"via\":\"customer\"},\"tags\":[{\"id\":9,\"tag\":\"refund\"},"
	    "{\"id\":10,\"tag\":\"vip\",\"styles\":{}}],\"cc\":null,"
	    "\"primaryCustomer\":{\"id\":51,\"first\":\"Pat\"},"
	    "\"customFields\":[{\"id\":8,\"value\":\"85\"}],"
	    "\"_embedded\":{\"threads\":[]},\"unknown\":{\"a\":[1]}}";
	struct arena *mem = arena_begin();
	struct hs_conversation c;

	(void)state;
	assert_true(hs_parse_conversation(mem, json_of(mem, text), &c));
	assert_int_equal(c.id, 2198262392);	/* beyond 32 bits */
	assert_string_equal(c.subject, "Caf\xc3\xa9 “gone”");
	assert_int_equal(c.modified_at, c.user_updated_at);
	assert_int_equal(c.created_at, 1740816000);
	assert_int_equal(c.assignee.id, 41);
	assert_int_equal(c.customer.id, 51);
	assert_string_equal(c.customer.email, "");
	assert_int_equal(c.n_tags, 2);
	assert_string_equal(c.tags[1], "vip");
	assert_int_equal(c.n_threads, 0);
	assert_true(hs_threads_missing(&c));
	arena_end(mem);
}

static void
test_conversation_shapes(void **state)
{
	static const struct {
		const char *why, *text;
		bool ok, missing;
		int64_t waiting, customer, threads, tags;
	} cases[] = {
		{ "no id is no conversation", "{\"number\":1}", .ok = false },
		{ "an id as text is none", "{\"id\":\"7\"}", .ok = false },
		{ "hardly anything", "{\"id\":1}", .ok = true },
		{ "nulls everywhere",
		    "{\"id\":1,\"subject\":null,\"assignee\":null,\"tags\":null,"
		    "\"customerWaitingSince\":null,\"_embedded\":null}",
		    .ok = true },
		{ "waiting without a time",
		    "{\"id\":1,\"customerWaitingSince\":{\"friendly\":\"x\"}}",
		    .ok = true },
		{ "waiting as plain text",
		    "{\"id\":1,\"customerWaitingSince\":"
		    "\"1970-01-01T00:01:00Z\"}", .ok = true, .waiting = 60 },
		{ "tags as plain text", "{\"id\":1,\"tags\":[\"a\",\"b\"]}",
		    .ok = true, .tags = 2 },
		{ "tags as the list of tags has them",
		    "{\"id\":1,\"tags\":[{\"name\":\"a\"},{\"id\":3}]}",
		    .ok = true, .tags = 1 },
		{ "an empty object written by PHP",
		    "{\"id\":1,\"_embedded\":[],\"tags\":{}}", .ok = true },
		{ "a sentinel for nobody",
		    "{\"id\":1,\"closedBy\":0,\"closedByUser\":{\"id\":0,"
		    "\"email\":\"unknown\"},\"createdBy\":{\"id\":0}}",
		    .ok = true },
		{ "a customer without id",
		    "{\"id\":1,\"primaryCustomer\":{\"email\":\"a@b.c\"}}",
		    .ok = true },
		{ "the creator is the customer",
		    "{\"id\":1,\"createdBy\":{\"id\":5,\"type\":\"customer\"}}",
		    .ok = true, .customer = 5 },
		{ "the creator is an agent",
		    "{\"id\":1,\"createdBy\":{\"id\":5,\"type\":\"user\"}}",
		    .ok = true },
		{ "fewer threads than counted",
		    "{\"id\":1,\"threads\":2,\"_embedded\":{\"threads\":["
		    "{\"id\":4,\"type\":\"customer\"}]}}",
		    .ok = true, .missing = true, .threads = 1 },
		{ "all threads there",
		    "{\"id\":1,\"threads\":1,\"_embedded\":{\"threads\":["
		    "{\"id\":4,\"type\":\"customer\"}]}}",
		    .ok = true, .threads = 1 },
		{ "chats come cut short",
		    "{\"id\":1,\"threads\":1,\"_embedded\":{\"threads\":["
		    "{\"id\":4,\"type\":\"beaconchat\"}]}}",
		    .ok = true, .missing = true, .threads = 1 },
		{ "a chat conversation",
		    "{\"id\":1,\"type\":\"chat\",\"threads\":0}",
		    .ok = true, .missing = true },
		{ "the same thread twice, one without id",
		    "{\"id\":1,\"_embedded\":{\"threads\":[{\"id\":4},"
		    "{\"id\":4},{\"type\":\"note\"}]}}",
		    .ok = true, .threads = 1 },
		{ "threads as an array",
		    "{\"id\":1,\"threads\":[{\"id\":4},{\"id\":5}]}",
		    .ok = true, .threads = 2 },
		{ "another name of the count", "{\"id\":1,\"threadCount\":2}",
		    .ok = true, .missing = true },
		{ "the customer of a thread",
		    "{\"id\":1,\"_embedded\":{\"threads\":[{\"id\":4,"
		    "\"customer\":{\"id\":6}}]}}",
		    .ok = true, .customer = 6, .threads = 1 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct hs_conversation c;

		print_message("%s\n", cases[i].why);
		assert_int_equal(hs_parse_conversation(mem,
		    json_of(mem, cases[i].text), &c), cases[i].ok);
		if (cases[i].ok) {
			assert_int_equal(c.waiting_since, cases[i].waiting);
			assert_int_equal(c.customer.id, cases[i].customer);
			assert_int_equal(c.n_threads, cases[i].threads);
			assert_int_equal(c.n_tags, cases[i].tags);
			assert_int_equal(hs_threads_missing(&c),
			    cases[i].missing);
			assert_string_equal(c.status, "active");
		}
		arena_end(mem);
	}
}

static void
test_threads(void **state)
{
	static const char text[] = "{\"_embedded\":{\"threads\":["
	    "{\"id\":20,\"type\":\"lineitem\",\"createdBy\":{\"first\":\"R\"},"
	    "\"action\":{\"associatedEntities\":[]},\"to\":[]},"
	    "{\"id\":21,\"type\":\"message\",\"state\":\"published\","
	    "\"body\":\"Hi,<br>&nbsp;\",\"createdAt\":\"2025-03-02T10:30:00Z\","
	    "\"createdBy\":{\"id\":41,\"type\":\"user\"},\"savedReplyId\":10,"
	    "\"rating\":{\"rating\":\"great\",\"comments\":\"Thanks!\"},"
	    "\"scheduled\":{\"scheduledFor\":\"2030-01-01T00:00:00Z\"}},"
	    "{\"id\":22,\"type\":\"customer\",\"body\":null,"
	    "\"source\":{\"type\":\"email\",\"via\":\"user\"},"
	    "\"createdBy\":{\"id\":1,\"type\":\"user\","
	    "\"createdAt\":\"2017-04-21T14:39:56Z\"}}]}}";
	struct arena *mem = arena_begin();
	struct hs_conversation c = { .id = 1 };

	(void)state;
	hs_parse_threads(mem, hs_parse_list(json_of(mem, text), "threads"), &c);
	assert_int_equal(c.n_threads, 3);
	assert_string_equal(c.threads[0].body, "");
	assert_string_equal(c.threads[0].state, "");
	assert_int_equal(c.threads[0].created_at, 0);
	assert_string_equal(c.threads[1].rating, "great");
	assert_string_equal(c.threads[1].rating_comment, "Thanks!");
	assert_int_equal(c.threads[1].saved_reply_id, 10);
	assert_true(c.threads[1].scheduled_for > c.threads[1].created_at);
	assert_string_equal(c.threads[2].via, "user");
	assert_string_equal(c.threads[2].author.kind, "user");
	assert_int_equal(c.threads[2].created_at, 1492785596);
	arena_end(mem);
}

static void
test_people(void **state)
{
	struct arena *mem = arena_begin();
	struct hs_mailbox box;
	struct hs_user user;

	(void)state;
	assert_true(hs_parse_user(mem, json_of(mem, "{\"id\":256,"
	    "\"firstName\":\"Big\",\"lastName\":\"Tree\",\"email\":\"b@x.org\","
	    "\"role\":\"owner\",\"type\":\"user\"}"), &user));
	assert_string_equal(user.first, "Big");
	assert_string_equal(user.role, "owner");
	assert_true(hs_parse_user(mem, json_of(mem, "{\"id\":77,"
	    "\"type\":\"team\",\"name\":\"Night shift\"}"), &user));
	assert_string_equal(user.first, "Night shift");
	assert_string_equal(user.kind, "team");
	assert_true(hs_parse_mailbox(mem, json_of(mem, "{\"id\":1,"
	    "\"name\":\"Support\",\"slug\":\"ab\"}"), &box));
	assert_string_equal(box.name, "Support");
	assert_string_equal(box.email, "");
	arena_end(mem);
}

static void
test_told_by_webhooks(void **state)
{
	struct arena *mem = arena_begin();
	struct hs_webhook hook;
	struct hs_person p;

	(void)state;
	assert_true(hs_parse_customer(mem, json_of(mem, "{\"id\":7,"
	    "\"firstName\":\"Ann\",\"lastName\":\"Lee\",\"_embedded\":{"
	    "\"emails\":[{\"id\":1,\"value\":\"a@x.org\"},{\"id\":2,\"value\":"
	    "\"b@x.org\"}]}}"), &p));
	assert_string_equal(p.first, "Ann");
	assert_string_equal(p.email, "a@x.org");
	/* met: no _embedded at all, and an empty list */
	assert_true(hs_parse_customer(mem, json_of(mem, "{\"id\":7}"), &p));
	assert_string_equal(p.last, "");
	assert_string_equal(p.email, "");
	assert_true(hs_parse_customer(mem, json_of(mem, "{\"id\":7,"
	    "\"_embedded\":{\"emails\":[]}}"), &p));
	assert_string_equal(p.email, "");
	assert_false(hs_parse_customer(mem, json_of(mem, "{}"), &p));
	assert_true(hs_parse_webhook(mem, json_of(mem, "{\"id\":10,\"url\":"
	    "\"https://x\",\"state\":\"disabled\",\"events\":[\"a\",\"b\"]}"),
	    &hook));
	assert_string_equal(hook.state, "disabled");
	assert_int_equal(hook.n_events, 2);
	assert_string_equal(hook.label, "");
	arena_end(mem);
}

/* A server that answers each request with the next of a list of answers. */
struct server {
	int listener;
	char base[64];
	const char *const *answers;
	struct sbuf seen;	/* request lines and Authorization headers */
	pthread_t thread;
};

static bool
read_request(int fd, struct sbuf *in)
{
	char buf[4096];
	ssize_t n;
	const char *head, *length;
	size_t need;

	for (;;) {
		n = read(fd, buf, sizeof(buf));
		if (n <= 0)
			return false;
		sbuf_add(in, buf, (size_t)n);
		head = strstr(in->s, "\r\n\r\n");
		if (head == NULL)
			continue;
		length = strcasestr(in->s, "Content-Length:");
		need = length && length < head ?
		    (size_t)strtol(length + 15, NULL, 10) : 0;
		if (in->len >= (size_t)(head - in->s) + 4 + need)
			return true;
	}
}

static void
note_request(struct server *s, const char *request)
{
	const char *authorization = strcasestr(request, "Authorization: ");
	size_t line = strcspn(request, "\r");

	sbuf_add(&s->seen, request, line - strlen(" HTTP/1.1"));
	if (authorization != NULL)
		sbuf_fmt(&s->seen, " [%.*s]",
		    (int)strcspn(authorization + 15, "\r"),
		    authorization + 15);
	sbuf_char(&s->seen, '\n');
}

static void *
serve(void *arg)
{
	struct server *s = arg;

	for (const char *const *answer = s->answers; *answer != NULL;) {
		int fd = accept(s->listener, NULL, NULL);
		struct sbuf in = SBUF_INIT, out = SBUF_INIT;
		const char *body = strchr(*answer, '|');
		ssize_t n;

		if (fd < 0)
			break;
		if (read_request(fd, &in)) {
			note_request(s, in.s);
			sbuf_fmt(&out, "HTTP/1.1 %.*s\r\nConnection: close\r\n"
			    "Content-Length: %zu\r\n\r\n%s",
			    (int)(body - *answer), *answer, strlen(body + 1),
			    body + 1);
			n = write(fd, out.s, out.len);
			(void)n;
			answer++;
		}
		close(fd);
		sbuf_free(&in);
		sbuf_free(&out);
	}
	return NULL;
}

static void
server_start(struct server *s, const char *const *answers)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);

	*s = (struct server){ .answers = answers, .seen = SBUF_INIT };
	s->listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(s->listener, (struct sockaddr *)&at, len), 0);
	assert_int_equal(listen(s->listener, 8), 0);
	assert_int_equal(getsockname(s->listener, (struct sockaddr *)&at, &len),
	    0);
	snprintf(s->base, sizeof(s->base), "http://127.0.0.1:%u/v2",
	    ntohs(at.sin_port));
	assert_int_equal(pthread_create(&s->thread, NULL, serve, s), 0);
}

static void
server_end(struct server *s)
{
	shutdown(s->listener, SHUT_RDWR);
	pthread_join(s->thread, NULL);
	close(s->listener);
	sbuf_free(&s->seen);
}

static struct hs *
client_of(const struct server *s, const char *id, const char *api_token)
{
	return hs_open(&(struct hs_options){ .base_url = s->base,
	    .client_id = id, .client_secret = "s e+cret",
	    .api_token = api_token, .timeout_ms = 5000, .skew_s = 300,
	    .max_retries = 1, .reserve_percent = 10 });
}

#define TOKEN(name) "200 OK|{\"token_type\":\"bearer\",\"access_token\":\"" \
	name "\",\"expires_in\":172800}"

static void
test_calls(void **state)
{
	static const struct {
		const char *why;
		const char *answers[6];
		enum hs_result result;
		int64_t moved;
		const char *seen, *error;
	} cases[] = {
		{ "plain", { TOKEN("t1"), "200 OK|{\"id\":9}" }, HS_OK, 0,
		    "POST /v2/oauth2/token\n"
		    "GET /v2/conversations/9?embed=threads [Bearer t1]\n", "" },
		{ "an expired token is renewed once",
		    { TOKEN("t1"), "401 No|", TOKEN("t2"), "200 OK|{\"id\":9}" },
		    HS_OK, 0,
		    "POST /v2/oauth2/token\n"
		    "GET /v2/conversations/9?embed=threads [Bearer t1]\n"
		    "POST /v2/oauth2/token\n"
		    "GET /v2/conversations/9?embed=threads [Bearer t2]\n", "" },
		{ "a second 401 is final",
		    { TOKEN("t1"), "401 No|", TOKEN("t2"), "401 No|gone" },
		    HS_DENIED, 0, NULL, "the token is not accepted" },
		{ "a wrong secret",
		    { "400 No|{\"error\":\"invalid_request\","
		      "\"error_description\":\"Bad client\"}" },
		    HS_DENIED, 0, "POST /v2/oauth2/token\n", "Bad client" },
		{ "no token endpoint there says nothing about a conversation",
		    { "404 No|" }, HS_DENIED, 0, "POST /v2/oauth2/token\n",
		    "token request: 404" },
		{ "nor does one that has moved", { "301 M\r\nLocation: /v3/token|" },
		    HS_DENIED, 0, "POST /v2/oauth2/token\n", "token request: 301" },
		{ "403 is reported with its words",
		    { TOKEN("t1"), "403 No|{\"message\":\"API is off\","
		      "\"logRef\":\"ab#1\"}" },
		    HS_FORBIDDEN, 0, NULL, "API is off; logRef ab#1" },
		{ "a validation error names the field, not the value",
		    { TOKEN("t1"), "400 Bad|{\"message\":\"Bad request\","
		      "\"_embedded\":{\"errors\":[{\"path\":\"page\","
		      "\"rejectedValue\":{\"x\":1},\"_links\":{\"about\":{"
		      "\"href\":\"http://x/errors#NotEmpty\"}}}]}}" },
		    HS_REFUSED, 0, NULL, "Bad request; page NotEmpty" },
		{ "the older form of the same",
		    { TOKEN("t1"), "400 Bad|{\"message\":\"Validation error\","
		      "\"_embedded\":{\"errors\":[{\"path\":\"country\","
		      "\"links\":[{\"rel\":\"about\",\"href\":\"http://x/e#1\"}"
		      "]}]}}" },
		    HS_REFUSED, 0, NULL, "Validation error; country 1" },
		{ "deleted", { TOKEN("t1"), "404 No|" }, HS_GONE, 0, NULL,
		    "not there" },
		{ "merged, with a path alone",
		    { TOKEN("t1"), "301 M\r\nLocation: /v2/conversations/12|" },
		    HS_MOVED, 12, NULL, "" },
		{ "merged into another host's conversation is nobody's",
		    { TOKEN("t1"), "301 M\r\nLocation: http://evil.invalid/v2/"
		      "conversations/12|" },
		    HS_GONE, 0, NULL, "" },
		{ "merged into itself",
		    { TOKEN("t1"), "301 M\r\nLocation: /v2/conversations/9|" },
		    HS_GONE, 9, NULL, "" },
		{ "412 is reported", { TOKEN("t1"), "412 Locked|" },
		    HS_REFUSED, 0, NULL, "a condition is not met" },
		{ "423 is reported", { TOKEN("t1"), "423 Locked|" },
		    HS_REFUSED, 0, NULL, "a limit was reached" },
		{ "HTML in place of JSON is tried again",
		    { TOKEN("t1"), "200 OK|<html>oops</html>",
		      "200 OK|{\"id\":9}" }, HS_OK, 0, NULL, "" },
		{ "JSON cut in the middle, twice: reported",
		    { TOKEN("t1"), "200 OK|{\"id\":9", "200 OK|{\"id\":9" },
		    HS_SERVER, 0, NULL, "unexpected end of data" },
		{ "a 500 goes by", { TOKEN("t1"), "500 No|<h1>sorry</h1>",
		      "200 OK|{\"id\":9}" }, HS_OK, 0, NULL, "" },
		{ "a 429 says how long",
		    { TOKEN("t1"), "429 No\r\nX-RateLimit-Retry-After: 0|"
		      "{\"message\":\"API rate limit exceeded\"}",
		      "200 OK|{\"id\":9}" }, HS_OK, 0, NULL, "" },
		{ "bytes that are not UTF-8 spoil one text, not the answer",
		    { TOKEN("t1"), "200 OK|{\"id\":9,\"subject\":\"a\xff\"}" },
		    HS_OK, 0, NULL, "" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct hs_conversation c;
		struct server s;
		struct hs *hs;
		int64_t moved;

		print_message("%s\n", cases[i].why);
		server_start(&s, cases[i].answers);
		hs = client_of(&s, "app", "");
		assert_int_equal(hs_conversation(hs, mem, 9, &c, &moved),
		    cases[i].result);
		assert_int_equal(moved, cases[i].moved);
		if (cases[i].seen != NULL)
			assert_string_equal(s.seen.s, cases[i].seen);
		if (strstr(hs_error(hs), cases[i].error) == NULL)
			fail_msg("error is: %s", hs_error(hs));
		hs_close(hs);
		server_end(&s);
		arena_end(mem);
	}
}

static void
test_api_token(void **state)
{
	static const char *const answers[] = { "401 No|", "200 OK|{\"id\":9}",
		"200 OK|{\"id\":9}", NULL };
	struct arena *mem = arena_begin();
	struct hs_conversation c;
	struct server s;
	struct hs *hs;
	int64_t moved;

	(void)state;
	server_start(&s, answers);
	hs = client_of(&s, "", "key");
	assert_int_equal(hs_conversation(hs, mem, 9, &c, &moved), HS_OK);
	assert_int_equal(hs_conversation(hs, mem, 9, &c, &moved), HS_OK);
	assert_string_equal(s.seen.s,
	    "GET /v2/conversations/9?embed=threads [Basic a2V5Og==]\n"
	    "GET /v2/conversations/9?embed=threads [Bearer key]\n"
	    "GET /v2/conversations/9?embed=threads [Bearer key]\n");
	hs_close(hs);
	server_end(&s);
	hs = client_of(&s, "", "");
	assert_int_equal(hs_conversation(hs, mem, 9, &c, &moved), HS_DENIED);
	assert_non_null(strstr(hs_error(hs), "hs_api_token"));
	hs_close(hs);
	arena_end(mem);
}

/* --- a connection, with a keeper that notes what it is asked ----------------------- */

struct kept {
	enum hs_kept kept;
	struct hs_token token, later;	/* later: found after the lock */
	bool has_later, no_save;
	struct sbuf said;
};

static enum hs_kept
kept_load(void *ctx, struct arena *mem, struct hs_token *t, const char **why)
{
	struct kept *k = ctx;

	(void)mem;
	*why = "in these words";
	*t = k->token;
	return k->kept;
}

static bool
kept_lock(void *ctx)
{
	struct kept *k = ctx;

	sbuf_text(&k->said, "lock ");
	if (k->has_later)
		k->token = k->later;
	return true;
}

static void
kept_unlock(void *ctx)
{
	struct kept *k = ctx;

	sbuf_text(&k->said, "unlock ");
}

static bool
kept_begin(void *ctx)
{
	struct kept *k = ctx;

	sbuf_text(&k->said, "begin ");
	return true;
}

static bool
kept_save(void *ctx, const struct hs_token *t)
{
	struct kept *k = ctx;

	sbuf_fmt(&k->said, "save %s/%s ", t->access, t->refresh ? t->refresh :
	    "-");
	return !k->no_save;
}

static void
kept_failed(void *ctx, const char *why, enum hs_failure failure)
{
	struct kept *k = ctx;

	(void)why;
	sbuf_text(&k->said, failure == HS_FAILED_SPENT ? "spent " :
	    failure == HS_FAILED_UNSURE ? "unsure " : "failed ");
}

#define RENEWED(access, refresh) "200 OK|{\"access_token\":\"" access        \
	"\",\"refresh_token\":\"" refresh "\",\"expires_in\":7200}"
#define SPENT "400 No|{\"error_description\":\"Invalid refresh_token\","     \
	"\"error\":\"invalid_request\"}"
#define ASKED(token) "GET /v2/conversations/9?embed=threads [Bearer " token "]\n"
#define RENEWAL "POST /v2/oauth2/token\n"
#define GOOD { .access = "a1", .refresh = "r1", .life_s = 7000, .whole_s = 7200 }
#define DUE { .access = "a1", .refresh = "r1", .life_s = 200, .whole_s = 7200 }
#define NEWER { .access = "a5", .refresh = "r5", .life_s = 7000, .whole_s = 7200 }

static void
test_connection(void **state)
{
	static const struct {
		const char *why;
		struct kept kept;
		bool app_alone;		/* no_client_credentials */
		const char *answers[5];
		enum hs_result result;
		const char *seen, *said;
	} cases[] = {
		{ "a good token is used as it is",
		    { HS_KEPT_TOKEN, .token = GOOD }, false,
		    { "200 OK|{\"id\":9}" }, HS_OK, ASKED("a1"), "" },
		{ "one that is due is renewed, and kept before it is used",
		    { HS_KEPT_TOKEN, .token = DUE }, false,
		    { RENEWED("a2", "r2"), "200 OK|{\"id\":9}" }, HS_OK,
		    RENEWAL ASKED("a2"), "lock begin save a2/r2 unlock " },
		{ "an answer without a refresh token leaves the one there is",
		    { HS_KEPT_TOKEN, .token = DUE }, false,
		    { TOKEN("a2"), "200 OK|{\"id\":9}" }, HS_OK,
		    RENEWAL ASKED("a2"), "lock begin save a2/r1 unlock " },
		{ "another one renewed it between look and lock",
		    { HS_KEPT_TOKEN, .token = DUE, .later = NEWER,
		      .has_later = true }, false,
		    { "200 OK|{\"id\":9}" }, HS_OK, ASKED("a5"),
		    "lock unlock " },
		{ "a 401 renews once",
		    { HS_KEPT_TOKEN, .token = GOOD }, false,
		    { "401 No|", RENEWED("a2", "r2"), "200 OK|{\"id\":9}" },
		    HS_OK, ASKED("a1") RENEWAL ASKED("a2"),
		    "lock begin save a2/r2 unlock " },
		{ "a second 401 is final, and noted",
		    { HS_KEPT_TOKEN, .token = GOOD }, false,
		    { "401 No|", RENEWED("a2", "r2"), "401 No|" },
		    HS_DENIED, ASKED("a1") RENEWAL ASKED("a2"),
		    "lock begin save a2/r2 unlock failed " },
		{ "after a 401, what another one renewed is used",
		    { HS_KEPT_TOKEN, .token = GOOD, .later = NEWER,
		      .has_later = true }, false,
		    { "401 No|", "200 OK|{\"id\":9}" }, HS_OK,
		    ASKED("a1") ASKED("a5"), "lock unlock " },
		{ "what cannot be kept is not used",
		    { HS_KEPT_TOKEN, .token = DUE, .no_save = true }, false,
		    { RENEWED("a2", "r2") }, HS_NETWORK, RENEWAL,
		    "lock begin save a2/r2 unlock " },
		{ "a spent refresh token ends it, and is not tried again",
		    { HS_KEPT_TOKEN, .token = DUE }, false, { SPENT },
		    HS_DENIED, RENEWAL, "lock begin spent unlock " },
		{ "a wrong app is no end of it",
		    { HS_KEPT_TOKEN, .token = DUE }, false,
		    { "401 No|{\"error\":\"invalid_client\"}" },
		    HS_DENIED, RENEWAL, "lock begin failed unlock " },
		{ "a 400 of another kind is no end of it",
		    { HS_KEPT_TOKEN, .token = DUE }, false,
		    { "400 No|{\"error\":\"unsupported_grant_type\"}" },
		    HS_DENIED, RENEWAL, "lock begin failed unlock " },
		{ "no answer at all, twice: it may have been carried out",
		    { HS_KEPT_TOKEN, .token = DUE }, false,
		    { "504 No|", "504 No|" }, HS_SERVER, RENEWAL RENEWAL,
		    "lock begin begin unsure unlock " },
		{ "broken: no other way in is taken",
		    { .kept = HS_KEPT_BROKEN }, false, { NULL }, HS_DENIED, "", "" },
		{ "it cannot be read now: neither",
		    { .kept = HS_KEPT_AWAY }, false, { NULL }, HS_NETWORK, "", "" },
		{ "nobody connected: the app's own access, which is kept",
		    { .kept = HS_KEPT_NONE }, false,
		    { TOKEN("t1"), "200 OK|{\"id\":9}" }, HS_OK,
		    RENEWAL ASKED("t1"), "save t1/- " },
		{ "the app's own token that is kept",
		    { HS_KEPT_TOKEN, .token = { .access = "t1",
		      .life_s = 7000 } }, false, { "200 OK|{\"id\":9}" }, HS_OK,
		    ASKED("t1"), "" },
		{ "an app that serves a connection alone",
		    { .kept = HS_KEPT_NONE }, true, { NULL }, HS_DENIED, "", "" },
		{ "also with a token from before it did",
		    { HS_KEPT_TOKEN, .token = { .access = "t1",
		      .life_s = 7000 } }, true, { NULL }, HS_DENIED, "", "" },
	};
	static const struct hs_keeper keeper = { kept_load, kept_lock,
		kept_unlock, kept_begin, kept_save, kept_failed };

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct kept kept = cases[i].kept;
		struct hs_conversation c;
		struct server s;
		struct hs *hs;
		int64_t moved;

		print_message("%s\n", cases[i].why);
		server_start(&s, cases[i].answers);
		hs = hs_open(&(struct hs_options){ .base_url = s.base,
		    .client_id = "app", .client_secret = "secret",
		    .timeout_ms = 5000, .skew_s = 300, .max_retries = 1,
		    .no_client_credentials = cases[i].app_alone,
		    .keeper = &keeper, .keeper_ctx = &kept });
		assert_int_equal(hs_conversation(hs, mem, 9, &c, &moved),
		    cases[i].result);
		assert_string_equal(sbuf_cstr(&s.seen), cases[i].seen);
		assert_string_equal(sbuf_cstr(&kept.said), cases[i].said);
		hs_close(hs);
		server_end(&s);
		sbuf_free(&kept.said);
		arena_end(mem);
	}
}

/* What a person does elsewhere counts here when the keeper is asked again. */
static void
test_looks_again(void **state)
{
	static const char *const answers[] = { TOKEN("t1"),
		"200 OK|{\"id\":9}", "200 OK|{\"id\":9}",
		"200 OK|{\"id\":9}", NULL };
	static const struct hs_keeper keeper = { kept_load, kept_lock,
		kept_unlock, kept_begin, kept_save, kept_failed };
	struct kept kept = { .kept = HS_KEPT_NONE };
	struct arena *mem = arena_begin();
	struct hs_conversation c;
	struct server s;
	struct hs *hs;
	int64_t moved;

	(void)state;
	server_start(&s, answers);
	hs = hs_open(&(struct hs_options){ .base_url = s.base,
	    .client_id = "app", .client_secret = "secret", .timeout_ms = 5000,
	    .keeper = &keeper, .keeper_ctx = &kept });
	assert_int_equal(hs_conversation(hs, mem, 9, &c, &moved), HS_OK);
	hs->look_at_ms = 0;	/* a minute later: nothing new */
	assert_int_equal(hs_conversation(hs, mem, 9, &c, &moved), HS_OK);
	kept.kept = HS_KEPT_TOKEN;
	kept.token = (struct hs_token)NEWER;
	hs->look_at_ms = 0;	/* somebody connected */
	assert_int_equal(hs_conversation(hs, mem, 9, &c, &moved), HS_OK);
	assert_string_equal(s.seen.s, RENEWAL ASKED("t1") ASKED("t1")
	    ASKED("a5"));
	hs_close(hs);
	server_end(&s);
	sbuf_free(&kept.said);
	arena_end(mem);
}

/* The consent page's address, and a code spent for tokens. */
static void
test_exchange(void **state)
{
	static const struct {
		const char *why, *answers[3];
		enum hs_result result;
		const char *error;
	} cases[] = {
		{ "tokens", { RENEWED("a1", "r1") }, HS_OK, "" },
		{ "a code that is not good", { "400 No|{\"error\":"
		    "\"invalid_request\",\"error_description\":"
		    "\"Invalid code\"}" }, HS_DENIED, "Invalid code" },
		{ "no refresh token", { TOKEN("a1") }, HS_SERVER,
		    "without a refresh token" },
		{ "no token", { "200 OK|{}" }, HS_SERVER, "200" },
		{ "an error of the server is not tried again",
		    { "503 No|", RENEWED("a1", "r1") }, HS_SERVER, "503" },
	};
	struct arena *mem = arena_begin();

	(void)state;
	assert_string_equal(hs_authorize_url(mem, "https://x/y", "a&b", "s t"),
	    "https://x/y?client_id=a%26b&state=s%20t");
	assert_string_equal(hs_authorize_url(mem, "https://x/y?z=1", "a", "s"),
	    "https://x/y?z=1&client_id=a&state=s");
	for (size_t i = 0; i < LEN(cases); i++) {
		struct hs_token t;
		struct server s;
		struct hs *hs;

		print_message("%s\n", cases[i].why);
		server_start(&s, cases[i].answers);
		hs = client_of(&s, "app", "");
		assert_int_equal(hs_exchange(hs, mem, "the code", &t),
		    cases[i].result);
		assert_string_equal(s.seen.s, RENEWAL);
		if (cases[i].result == HS_OK)
			assert_string_equal(t.refresh, "r1");
		if (strstr(hs_error(hs), cases[i].error) == NULL)
			fail_msg("error is: %s", hs_error(hs));
		hs_close(hs);
		server_end(&s);
	}
	arena_end(mem);
}

/* Lists: how far a walk goes. "@" in an answer stands for the base address. */
static void
test_walks(void **state)
{
	static const struct {
		const char *why;
		const char *pages[4];
		int64_t items;
	} cases[] = {
		{ "an empty list without a key, but with a next link",
		    { "{\"page\":{\"number\":1},\"_links\":{\"next\":{\"href\":"
		      "\"@/conversations?page=2\"}}}" }, 0 },
		{ "an empty list with an empty array",
		    { "{\"_embedded\":{\"conversations\":[]},\"page\":{"
		      "\"number\":0,\"totalElements\":0}}" }, 0 },
		{ "two pages",
		    { "{\"_embedded\":{\"conversations\":[{\"id\":1}]},"
		      "\"page\":{\"number\":1},\"_links\":{\"next\":{\"href\":"
		      "\"@/conversations/?page=2\"}}}",
		      "{\"_embedded\":{\"conversations\":[{\"id\":2}]},"
		      "\"page\":{\"number\":2}}" }, 2 },
		{ "a next that never moves on",
		    { "{\"_embedded\":{\"conversations\":[{\"id\":1}]},"
		      "\"page\":{\"number\":1},\"_links\":{\"next\":{\"href\":"
		      "\"@/conversations?page=2\"}}}",
		      "{\"_embedded\":{\"conversations\":[{\"id\":1}]},"
		      "\"page\":{\"number\":1},\"_links\":{\"next\":{\"href\":"
		      "\"@/conversations?page=2\"}}}" }, 2 },
		{ "a page whose next link is itself, of three",
		    { "{\"_embedded\":{\"conversations\":[{\"id\":1}]},"
		      "\"page\":{\"number\":1,\"totalPages\":2},\"_links\":{"
		      "\"next\":{\"href\":\"@/conversations?status=all&embed="
		      "threads&sortField=createdAt&sortOrder=desc\"}}}",
		      "{\"_embedded\":{\"conversations\":[{\"id\":2}]},"
		      "\"page\":{\"number\":2,\"totalPages\":2}}" }, 2 },
		{ "a next on another host",
		    { "{\"_embedded\":{\"conversations\":[{\"id\":1}]},"
		      "\"page\":{\"number\":1},\"_links\":{\"next\":{\"href\":"
		      "\"http://evil.invalid/v2/conversations?page=2\"}}}" },
		    1 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		const char *answers[6] = { TOKEN("t") };
		struct arena *mem = arena_begin();
		enum hs_result result;
		struct hs_walk *walk;
		struct hs_page page;
		struct server s;
		struct hs *hs;
		int64_t items = 0;

		print_message("%s\n", cases[i].why);
		server_start(&s, answers);
		for (size_t k = 0; cases[i].pages[k] != NULL; k++) {
			struct sbuf *out = sbuf_arena(mem);

			sbuf_text(out, "200 OK|");
			for (const char *p = cases[i].pages[k]; *p; p++)
				if (*p == '@')
					sbuf_text(out, s.base);
				else
					sbuf_char(out, *p);
			answers[k + 1] = out->s;
		}
		hs = client_of(&s, "app", "");
		walk = hs_conversations(hs, &(struct hs_query){
		    .sort_field = "createdAt" });
		while ((result = hs_walk_next(walk, mem, &page)) == HS_OK)
			items += (int64_t)page.n;
		assert_int_equal(result, HS_END);
		assert_int_equal(items, cases[i].items);
		hs_walk_close(walk);
		hs_close(hs);
		server_end(&s);
		arena_end(mem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_conversation_full),
		cmocka_unit_test(test_conversation_shapes),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_people),
		cmocka_unit_test(test_told_by_webhooks),
		cmocka_unit_test(test_calls),
		cmocka_unit_test(test_api_token),
		cmocka_unit_test(test_connection),
		cmocka_unit_test(test_looks_again),
		cmocka_unit_test(test_exchange),
		cmocka_unit_test(test_walks),
	};

	log_open("test", LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
