/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "net/budget.h"
#include "net/crypto.h"
#include "net/http.h"
#include "net/retry.h"

#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

static void
assert_hex(const unsigned char *bytes, size_t len, const char *hex)
{
	char text[2 * 64 + 1];

	hex_encode(bytes, len, text);
	assert_string_equal(text, hex);
}

static void
test_digests(void **state)
{
	unsigned char out[SHA256_SIZE];

	(void)state;
	print_message("FIPS 180-2, B.1\n");
	crypto_sha256("abc", 3, out);
	assert_hex(out, 32, "ba7816bf8f01cfea414140de5dae2223"
			    "b00361a396177a9cb410ff61f20015ad");
	print_message("RFC 2202, HMAC-SHA-1 case 2\n");
	crypto_hmac_sha1("Jefe", 4, "what do ya want for nothing?", 28, out);
	assert_hex(out, 20, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
	print_message("RFC 4231, HMAC-SHA-256 case 2\n");
	crypto_hmac_sha256("Jefe", 4, "what do ya want for nothing?", 28, out);
	assert_hex(out, 32, "5bdcc146bf60754e6a042426089575c7"
			    "5a003f089d2739839dec58b964ec3843");
}

static void
test_webhook_signature(void **state)
{
	struct sbuf text = SBUF_INIT;
	unsigned char out[SHA1_SIZE];

	(void)state;
	print_message("the published example of a Help Scout delivery\n");
	crypto_hmac_sha1("asdfasdf", 8, "{\"id\":123}", 10, out);
	crypto_base64(&text, out, sizeof(out));
	assert_string_equal(text.s, "7S2+kN8bZsrdAEADJ+yYfWWsf/4=");
	sbuf_free(&text);
}

static void
test_base64(void **state)
{
	static const struct {
		const char *why, *plain, *text;
	} good[] = {
		{ "RFC 4648: empty", "", "" },
		{ "RFC 4648: two pads", "f", "Zg==" },
		{ "RFC 4648: one pad", "fo", "Zm8=" },
		{ "RFC 4648: none", "foo", "Zm9v" },
		{ "RFC 4648: longer", "foobar", "Zm9vYmFy" },
		{ "the two marks", "\xfb\xff\xfe", "+//+" },
	};
	static const struct {
		const char *why, *text;
	} bad[] = {
		{ "length", "Zg=" },
		{ "pad inside", "Zg==Zg==" },
		{ "three pads", "Z===" },
		{ "only pads", "====" },
		{ "line break", "Zm9v\nZm9" },
		{ "stray bits", "Zh==" },
		{ "url alphabet", "-__-" },
	};
	unsigned char out[64];
	size_t len;

	(void)state;
	for (size_t i = 0; i < LEN(good); i++) {
		struct sbuf text = SBUF_INIT;

		print_message("%s\n", good[i].why);
		crypto_base64(&text, good[i].plain, strlen(good[i].plain));
		assert_string_equal(sbuf_cstr(&text), good[i].text);
		assert_true(crypto_unbase64(good[i].text, strlen(good[i].text),
		    out, &len));
		assert_int_equal(len, strlen(good[i].plain));
		assert_memory_equal(out, good[i].plain, len);
		sbuf_free(&text);
	}
	for (size_t i = 0; i < LEN(bad); i++) {
		print_message("%s\n", bad[i].why);
		assert_false(crypto_unbase64(bad[i].text, strlen(bad[i].text),
		    out, &len));
	}
}

static void
test_password(void **state)
{
	struct arena *mem = arena_begin();
	const char *one = crypto_password_hash(mem, "correct horse");
	const char *two = crypto_password_hash(mem, "correct horse");

	(void)state;
	assert_string_not_equal(one, two);	/* salted */
	assert_true(crypto_password_ok("correct horse", one));
	assert_false(crypto_password_ok("correct horsf", one));
	assert_false(crypto_password_ok("", one));
	print_message("RFC 7914, section 12: the second vector, as we store\n");
	assert_true(crypto_password_ok("password",
	    "$scrypt$ln=10,r=8,p=16$TmFDbA==$"
	    "/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSed"
	    "mDDaxyevuUqD7m2DYMvfoswGQA=="));
	assert_false(crypto_password_ok("x", "$scrypt$ln=40,r=8,p=1$YQ==$YQ=="));
	assert_false(crypto_password_ok("x", "plain"));
	assert_false(crypto_password_ok("x", ""));
	arena_end(mem);
}

static void
test_seal(void **state)
{
	unsigned char key[CRYPTO_KEY_SIZE] = { 1, 2, 3 };
	struct sbuf sealed = SBUF_INIT, plain = SBUF_INIT;

	(void)state;
	crypto_seal(key, "token/1", "secret", 6, &sealed);
	assert_int_equal(sealed.len, 6 + CRYPTO_SEAL_MORE);
	assert_true(crypto_open(key, "token/1", sealed.s, sealed.len, &plain));
	assert_string_equal(plain.s, "secret");
	assert_false(crypto_open(key, "token/2", sealed.s, sealed.len, &plain));
	for (size_t i = 0; i < sealed.len; i++) {
		sealed.s[i] ^= 1;
		assert_false(crypto_open(key, "token/1", sealed.s, sealed.len,
		    &plain));
		sealed.s[i] ^= 1;
	}
	assert_false(crypto_open(key, "token/1", sealed.s, 28, &plain));
	key[0] = 9;
	assert_false(crypto_open(key, "token/1", sealed.s, sealed.len, &plain));
	assert_int_equal(plain.len, 6);
	sbuf_free(&sealed);
	sbuf_free(&plain);
}

static void
test_token(void **state)
{
	char one[CRYPTO_TOKEN_SIZE], two[CRYPTO_TOKEN_SIZE];

	(void)state;
	crypto_token(one);
	crypto_token(two);
	assert_int_equal(strlen(one), 43);
	assert_int_equal(strspn(one, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij"
	    "klmnopqrstuvwxyz0123456789-_"), 43);
	assert_string_not_equal(one, two);
}

static void
test_retry(void **state)
{
	enum { NO = -1, SOON = 750 };
	static const struct {
		const char *why;
		enum http_error error;
		int status;
		int64_t rate_after, after;
		unsigned attempt;
		int64_t least, most;
	} cases[] = {
		{ "200 is done", HTTP_NONE, 200, -1, -1, 1, NO, NO },
		{ "400 never", HTTP_NONE, 400, -1, -1, 1, NO, NO },
		{ "401 is the caller's", HTTP_NONE, 401, -1, -1, 1, NO, NO },
		{ "403 never", HTTP_NONE, 403, -1, -1, 1, NO, NO },
		{ "404 never", HTTP_NONE, 404, -1, -1, 1, NO, NO },
		{ "412 never", HTTP_NONE, 412, -1, -1, 1, NO, NO },
		{ "first 500", HTTP_NONE, 500, -1, -1, 1, SOON, 1250 },
		{ "third 503", HTTP_NONE, 503, -1, -1, 3, 3000, 5000 },
		{ "504", HTTP_NONE, 504, -1, -1, 1, SOON, 1250 },
		{ "never above", HTTP_NONE, 500, -1, -1, 99, 45000, 75000 },
		{ "503 that says", HTTP_NONE, 503, -1, 20, 1, 21000, 21500 },
		{ "429 told", HTTP_NONE, 429, 7, 99, 1, 8000, 8500 },
		{ "429 plain", HTTP_NONE, 429, -1, 30, 1, 31000, 31500 },
		{ "429 silent", HTTP_NONE, 429, -1, -1, 1, 61000, 61500 },
		{ "no connection", HTTP_CONNECT, 0, -1, -1, 2, 1500, 2500 },
		{ "cut", HTTP_CUT, 0, -1, -1, 1, SOON, 1250 },
		{ "stopped", HTTP_STOPPED, 0, -1, -1, 1, NO, NO },
		{ "too large again", HTTP_TOO_LARGE, 0, -1, -1, 1, NO, NO },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct http_reply r = { .error = cases[i].error,
			.status = cases[i].status,
			.rate_retry_after = cases[i].rate_after,
			.retry_after = cases[i].after };

		print_message("%s\n", cases[i].why);
		for (uint32_t random = 0; random < 100000; random += 33333) {
			int64_t ms = retry_wait_ms(&r, cases[i].attempt,
			    random);

			assert_in_range(ms + 1, cases[i].least + 1,
			    cases[i].most + 1);
		}
	}
}

static void
test_service_retry(void **state)
{
	static const struct {
		const char *why;
		int64_t told_ms;
		int should, tries;
		bool may;
		int64_t least, most;
	} cases[] = {
		{ "first", -1, -1, 1, true, 375, 500 },
		{ "second", -1, -1, 2, true, 750, 1000 },
		{ "no third", -1, -1, 3, true, -1, -1 },
		{ "not worth it", -1, -1, 1, false, -1, -1 },
		{ "as told", 1500, -1, 1, true, 1500, 1500 },
		{ "told: at once", 0, -1, 1, true, 0, 0 },
		{ "told too long", 120001, -1, 1, true, -1, -1 },
		{ "told not to", -1, 0, 1, true, -1, -1 },
		{ "told to", -1, 1, 1, false, 375, 500 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct http_reply r = { .retry_after_ms = cases[i].told_ms,
			.should_retry = cases[i].should };

		print_message("%s\n", cases[i].why);
		for (uint32_t random = 0; random < 1000; random += 37) {
			int64_t ms = retry_service_ms(&r, cases[i].may,
			    cases[i].tries, random);

			assert_true(ms >= cases[i].least &&
			    ms <= cases[i].most);
		}
	}
}

static void
test_budget_silent(void **state)
{
	struct budget b;

	(void)state;
	budget_init(&b, 10);
	for (int64_t now = 0; now < 5000; now++) {
		assert_int_equal(budget_wait_ms(&b, now), 0);
		budget_started(&b, 1, now);
		budget_answered(&b, 1, -1, -1, now);
	}
}

/* A server with fixed minutes or a sliding one; calls take 50 ms. */
static int
run_against(bool sliding, int limit, int64_t ms, int *refused)
{
	static int64_t times[100000];
	int64_t now = 7000;
	struct budget b;
	int calls = 0;

	budget_init(&b, 10);
	*refused = 0;
	while (now < ms) {
		int64_t wait = budget_wait_ms(&b, now), from;
		int used = 0;

		if (wait > 0) {
			assert_true(wait <= 60000);
			now += wait;
			continue;
		}
		budget_started(&b, 1, now);
		now += 50;
		from = sliding ? now - 60000 : now / 60000 * 60000;
		for (int i = calls; i > 0 && times[i - 1] >= from; i--)
			used++;
		if (used >= limit) {
			(*refused)++;
			budget_answered(&b, 1, limit, 0, now);
			budget_closed(&b, 5000, now);
			continue;
		}
		times[calls++] = now;
		budget_answered(&b, 1, limit, limit - used - 1, now);
	}
	return calls;
}

static void
test_budget_windows(void **state)
{
	int refused, calls;

	(void)state;
	calls = run_against(false, 400, 600000, &refused);
	print_message("fixed minutes: %d calls, %d refused\n", calls, refused);
	assert_int_equal(refused, 0);
	assert_true(calls > 400 * 9 * 8 / 10);
	calls = run_against(true, 400, 600000, &refused);
	print_message("sliding: %d calls, %d refused\n", calls, refused);
	assert_int_equal(refused, 0);
	assert_true(calls > 400 * 9 * 8 / 10);
}

static void
test_budget_closed(void **state)
{
	struct budget b;

	(void)state;
	budget_init(&b, 10);
	budget_started(&b, 1, 1000);
	budget_answered(&b, 1, 200, 100, 1000);
	assert_int_equal(budget_wait_ms(&b, 1000), 0);
	budget_closed(&b, 9000, 1000);
	assert_int_equal(budget_wait_ms(&b, 2000), 8000);
	assert_int_equal(budget_wait_ms(&b, 10000), 0);
}

/* One thread that answers each connection with the next canned answer. */
struct canned {
	int listener;
	unsigned port;
	const char *answer;
	int requests;
	pthread_t thread;
};

static void *
canned_serve(void *arg)
{
	struct canned *c = arg;
	char buf[4096];
	ssize_t n;
	int fd = accept(c->listener, NULL, NULL);

	n = read(fd, buf, sizeof(buf));
	if (n > 0)
		n = write(fd, c->answer, strlen(c->answer));
	close(fd);
	return NULL;
}

static void
canned_start(struct canned *c, void *(*serve)(void *), const char *answer)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);

	c->answer = answer;
	c->requests = 0;
	c->listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(c->listener, (struct sockaddr *)&at, len), 0);
	assert_int_equal(listen(c->listener, 1), 0);
	assert_int_equal(getsockname(c->listener, (struct sockaddr *)&at, &len),
	    0);
	c->port = ntohs(at.sin_port);
	assert_int_equal(pthread_create(&c->thread, NULL, serve, c), 0);
}

static void
canned_end(struct canned *c)
{
	pthread_join(c->thread, NULL);
	close(c->listener);
}

static void
test_http_answers(void **state)
{
	static const struct {
		const char *why, *answer;
		enum http_error error;
		int status;
		const char *body, *location;
		int64_t retry_after, rate_after, limit, left;
	} cases[] = {
		{ "plain", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
		    HTTP_NONE, 200, "hi", NULL, -1, -1, -1, -1 },
		{ "rate headers in any case",
		    "HTTP/1.1 429 No\r\nx-ratelimit-limit-minute: 400\r\n"
		    "X-RATELIMIT-REMAINING-MINUTE: 0\r\n"
		    "x-ratelimit-retry-after:  17 \r\nRetry-After: 5\r\n"
		    "Content-Length: 0\r\n\r\n",
		    HTTP_NONE, 429, "", NULL, 5, 17, 400, 0 },
		{ "a date that is past is now",
		    "HTTP/1.1 503 No\r\nRetry-After: Fri, 31 Dec 1999 23:59:59 "
		    "GMT\r\nContent-Length: 0\r\n\r\n",
		    HTTP_NONE, 503, "", NULL, 0, -1, -1, -1 },
		{ "more than a day is a day",
		    "HTTP/1.1 429 No\r\nRetry-After: 100000\r\n"
		    "X-RateLimit-Retry-After: 99999999\r\n"
		    "Content-Length: 0\r\n\r\n",
		    HTTP_NONE, 429, "", NULL, 86400, 86400, -1, -1 },
		{ "nonsense counts are none",
		    "HTTP/1.1 200 OK\r\nRetry-After: soon\r\n"
		    "X-RateLimit-Limit-Minute: -4\r\nContent-Length: 0\r\n\r\n",
		    HTTP_NONE, 200, "", NULL, -1, -1, -1, -1 },
		{ "a redirect is told, not followed",
		    "HTTP/1.1 301 Moved\r\nLocation: http://other/v2/x\r\n"
		    "Content-Length: 0\r\n\r\n",
		    HTTP_NONE, 301, "", "http://other/v2/x", -1, -1, -1, -1 },
		{ "cut in the body",
		    "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhi",
		    HTTP_CUT, 0, "hi", NULL, -1, -1, -1, -1 },
		{ "nothing at all", "", HTTP_CUT, 0, "", NULL, -1, -1, -1, -1 },
		{ "more than allowed",
		    "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n123456789012",
		    HTTP_TOO_LARGE, 0, "", NULL, -1, -1, -1, -1 },
	};
	struct http *h = http_open("test", 4);

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		const struct http_reply *r;
		struct http_call *call;
		struct canned c;
		char url[64];

		print_message("%s\n", cases[i].why);
		canned_start(&c, canned_serve, cases[i].answer);
		snprintf(url, sizeof(url), "http://127.0.0.1:%u/", c.port);
		call = http_start(h, &(struct http_request){ .url = url,
		    .max_body = 10 });
		r = http_wait(h, call);
		assert_int_equal(r->error, cases[i].error);
		assert_int_equal(r->status, cases[i].status);
		assert_string_equal(r->body, cases[i].body);
		if (cases[i].location == NULL)
			assert_null(r->location);
		else
			assert_string_equal(r->location, cases[i].location);
		assert_int_equal(r->retry_after, cases[i].retry_after);
		assert_int_equal(r->rate_retry_after, cases[i].rate_after);
		assert_int_equal(r->rate_limit, cases[i].limit);
		assert_int_equal(r->rate_remaining, cases[i].left);
		http_end(h, call);
		canned_end(&c);
	}
	http_close(h);
}

static void
test_http_faults(void **state)
{
	static const struct {
		const char *why, *url;
		enum http_error error;
	} cases[] = {
		{ "nobody listens", "http://127.0.0.1:1/", HTTP_CONNECT },
		{ "no such name", "http://nowhere.invalid/", HTTP_DNS },
		{ "a file", "file:///etc/passwd", HTTP_BAD_URL },
		{ "ftp", "ftp://127.0.0.1/", HTTP_BAD_URL },
		{ "no address", "http://", HTTP_BAD_URL },
	};
	struct http *h = http_open("test", 4);

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct http_call *call = http_start(h,
		    &(struct http_request){ .url = cases[i].url });

		print_message("%s\n", cases[i].why);
		assert_int_equal(http_wait(h, call)->error, cases[i].error);
		http_end(h, call);
	}
	http_close(h);
}

static void
test_http_timeout(void **state)
{
	struct http *h = http_open("test", 4);
	struct http_call *call;
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char url[64];

	(void)state;
	assert_int_equal(bind(fd, (struct sockaddr *)&at, len), 0);
	assert_int_equal(listen(fd, 1), 0);	/* and never answers */
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &len), 0);
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/", ntohs(at.sin_port));
	call = http_start(h, &(struct http_request){ .url = url,
	    .total_ms = 100 });
	assert_int_equal(http_wait(h, call)->error, HTTP_TIMEOUT);
	assert_in_range(http_wait(h, call)->took_ms, 90, 3000);
	http_end(h, call);
	close(fd);
	http_close(h);
}

/* Answers the first request and keeps that connection; those after it, there or
 * on another one, are counted and cut. */
static void *
cut_serve(void *arg)
{
	struct canned *c = arg;
	int kept = accept(c->listener, NULL, NULL);
	struct pollfd p[2] = { { .fd = kept, .events = POLLIN },
		{ .fd = c->listener, .events = POLLIN } };
	char buf[4096];

	if (read(kept, buf, sizeof(buf)) <= 0 ||
	    write(kept, c->answer, strlen(c->answer)) < 0)
		return NULL;
	while (poll(p, 2, 500) > 0) {
		bool other = p[1].revents != 0;
		int fd = other ? accept(c->listener, NULL, NULL) : kept;

		c->requests += read(fd, buf, sizeof(buf)) > 0;
		close(fd);
		if (!other)
			p[0].fd = -1;
	}
	return NULL;
}

static void
test_http_once(void **state)
{
	struct http *h = http_open("test", 2);
	struct canned c;
	char url[64];

	(void)state;
	canned_start(&c, cut_serve, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
	    "\r\nhi");
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/", c.port);
	for (int i = 0; i < 2; i++) {
		struct http_call *call = http_start(h, &(struct http_request){
		    .url = url, .body = "x", .body_len = 1, .once = i > 0 });

		assert_int_equal(http_wait(h, call)->error, i > 0 ? HTTP_CUT :
		    HTTP_NONE);
		http_end(h, call);
	}
	canned_end(&c);
	assert_int_equal(c.requests, 1);
	http_close(h);
}

static void
test_same_host(void **state)
{
	static const struct {
		const char *why, *other;
		bool same;
	} cases[] = {
		{ "the same", "https://api.example.net/v2/x?page=2", true },
		{ "the default port", "https://api.example.net:443/", true },
		{ "letters", "https://API.example.NET/", true },
		{ "another scheme", "http://api.example.net/", false },
		{ "another port", "https://api.example.net:8443/", false },
		{ "another host", "https://api.example.net.evil/", false },
		{ "a user in front", "https://api.example.net@evil/", false },
		{ "a path alone", "/v2/conversations?page=2", false },
		{ "nothing", "", false },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_int_equal(http_same_host("https://api.example.net/v2",
		    cases[i].other), cases[i].same);
	}
}

static void
test_escape(void **state)
{
	struct sbuf out = SBUF_INIT;

	(void)state;
	http_escape(&out, "a-b_c.d~e f+g&h=\xc3\xa9");
	assert_string_equal(out.s, "a-b_c.d~e%20f%2Bg%26h%3D%C3%A9");
	sbuf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_digests),
		cmocka_unit_test(test_webhook_signature),
		cmocka_unit_test(test_base64),
		cmocka_unit_test(test_password),
		cmocka_unit_test(test_seal),
		cmocka_unit_test(test_token),
		cmocka_unit_test(test_retry),
		cmocka_unit_test(test_service_retry),
		cmocka_unit_test(test_budget_silent),
		cmocka_unit_test(test_budget_windows),
		cmocka_unit_test(test_budget_closed),
		cmocka_unit_test(test_http_answers),
		cmocka_unit_test(test_http_faults),
		cmocka_unit_test(test_http_timeout),
		cmocka_unit_test(test_http_once),
		cmocka_unit_test(test_same_host),
		cmocka_unit_test(test_escape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
