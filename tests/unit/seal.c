/* SPDX-License-Identifier: MIT */
/* What is sealed opens with the right key, in its place, unaltered, or not at all;
 * the key file is taken as it should be, or not at all. */
#include "tests/unit/unit.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "net/seal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64], path[96];
static struct arena *mem;

static int
set_up(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/seal-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/key", folder);
	mem = arena_begin();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_end(mem);
	unlink(path);
	return rmdir(folder);
}

/* The file holds this, with this mode. */
static void
put_file(const char *text, size_t len, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_int_equal(write(fd, text, len), len);
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

static void
make_key(void)
{
	struct seal_keys keys = { .n = 0 };

	seal_keys_add(&keys);
	assert_int_equal(seal_keys_write(path, &keys, true), SEAL_OK);
}

/* A rotation: one more key, the newest first; only so many stay. */
static void
add_key(size_t stay)
{
	struct seal_keys keys;

	assert_int_equal(seal_keys_read(path, &keys), SEAL_OK);
	seal_keys_add(&keys);
	if (keys.n > stay)
		keys.n = stay;
	assert_int_equal(seal_keys_write(path, &keys, false), SEAL_OK);
}

/* As the database answers it: without the \x. */
static const char *
sealed(const char *what, const char *text)
{
	const char *hex;

	assert_int_equal(seal_hex(mem, path, what, text, &hex), SEAL_OK);
	assert_memory_equal(hex, "\\x", 2);
	return hex + 2;
}

static void
opens(const char *what, const char *hex, enum seal_result wanted,
    const char *text)
{
	const char *got = NULL;

	assert_int_equal(seal_text(mem, path, what, hex, &got), wanted);
	if (wanted == SEAL_OK)
		assert_string_equal(got, text);
}

static void
test_round_trip(void **state)
{
	static const char *const texts[] = { "", "x", "a token, 32 or more",
		"\xc3\xa9\n\t" };
	const char *one, *two;

	(void)state;
	make_key();
	for (size_t i = 0; i < LEN(texts); i++) {
		one = sealed("a/b", texts[i]);
		two = sealed("a/b", texts[i]);
		assert_string_not_equal(one, two);	/* nonces differ */
		opens("a/b", one, SEAL_OK, texts[i]);
		opens("a/c", one, SEAL_ALTERED, NULL);
	}
}

static void
test_altered(void **state)
{
	const char *hex;
	char *copy;

	(void)state;
	make_key();
	hex = sealed("a/b", "secret");
	copy = arena_text(mem, hex);
	for (size_t i = 0; copy[i] != '\0'; i++) {
		copy[i] = hex[i] == '0' ? '1' : '0';
		/* the first bytes name the key: another one is not there */
		opens("a/b", copy, i < 2 * SEAL_ID_SIZE ? SEAL_UNKNOWN :
		    SEAL_ALTERED, NULL);
		copy[i] = hex[i];
	}
	for (size_t len = 0; len < strlen(hex); len++)
		opens("a/b", arena_copy(mem, hex, len), SEAL_ALTERED, NULL);
	opens("a/b", "zz", SEAL_ALTERED, NULL);
	opens("a/b", hex, SEAL_OK, "secret");
}

static void
test_rotation(void **state)
{
	const char *old, *new;

	(void)state;
	make_key();
	old = sealed("a/b", "secret");
	add_key(SEAL_KEYS_MAX);
	opens("a/b", old, SEAL_OK, "secret");
	new = sealed("a/b", "secret");
	assert_memory_not_equal(old, new, 2 * SEAL_ID_SIZE);
	add_key(2);	/* the first one goes, the second stays */
	opens("a/b", old, SEAL_UNKNOWN, NULL);
	opens("a/b", new, SEAL_OK, "secret");
	for (int i = 0; i < 2 * SEAL_KEYS_MAX; i++)
		add_key(SEAL_KEYS_MAX);	/* more than the file may hold */
	opens("a/b", new, SEAL_UNKNOWN, NULL);
	opens("a/b", sealed("a/b", "x"), SEAL_OK, "x");
}

static void
test_wrong_key(void **state)
{
	const char *hex;

	(void)state;
	make_key();
	hex = sealed("a/b", "secret");
	unlink(path);
	make_key();
	opens("a/b", hex, SEAL_UNKNOWN, NULL);
}

static void
test_files(void **state)
{
#define KEY "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
	static const struct {
		const char *why, *text;
		mode_t mode;
		enum seal_result wanted;
	} cases[] = {
		{ "a key", KEY, 0600, SEAL_OK },
		{ "read only is fine", KEY, 0400, SEAL_OK },
		{ "the group can read it", KEY, 0640, SEAL_OPEN },
		{ "all can read it", KEY, 0604, SEAL_OPEN },
		{ "others can write it", KEY, 0602, SEAL_OPEN },
		{ "empty", "", 0600, SEAL_BAD },
		{ "the last line is not ended", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
		    "AAAAAAAAAAAA=", 0600, SEAL_BAD },
		{ "31 bytes", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n",
		    0600, SEAL_BAD },
		{ "no base64", "!AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
		    0600, SEAL_BAD },
		{ "eight keys", KEY KEY KEY KEY KEY KEY KEY KEY, 0600,
		    SEAL_OK },
		{ "nine", KEY KEY KEY KEY KEY KEY KEY KEY KEY, 0600, SEAL_BAD },
		{ "something behind the key", KEY "x", 0600, SEAL_BAD },
	};
	struct seal_keys keys;

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		put_file(cases[i].text, strlen(cases[i].text), cases[i].mode);
		assert_int_equal(seal_keys_read(path, &keys), cases[i].wanted);
		assert_int_equal(keys.n, cases[i].wanted != SEAL_OK ? 0 :
		    strlen(cases[i].text) / strlen(KEY));
		unlink(path);
	}
}

static void
test_no_file(void **state)
{
	struct seal_keys keys = { .n = 0 };
	const char *hex;
	struct stat st;

	(void)state;
	assert_int_equal(seal_hex(mem, path, "a", "b", &hex), SEAL_ABSENT);
	assert_int_equal(seal_keys_read(folder, &keys), SEAL_BAD);
	seal_keys_add(&keys);
	assert_int_equal(seal_keys_write("/nonexistent/key", &keys, true),
	    SEAL_UNWRITABLE);
	make_key();
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	hex = sealed("a/b", "secret");
	assert_int_equal(seal_keys_write(path, &keys, true), SEAL_THERE);
	opens("a/b", hex, SEAL_OK, "secret");	/* it was left alone */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_round_trip),
		TEST(test_altered),
		TEST(test_rotation),
		TEST(test_wrong_key),
		TEST(test_files),
		TEST(test_no_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
