/* SPDX-License-Identifier: MIT */
#include "net/seal.h"

#include "base/arena.h"
#include "base/parse.h"
#include "base/sbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_TEXT = 44, FILE_MAX = SEAL_KEYS_MAX * (KEY_TEXT + 1) };

const char *
seal_why(enum seal_result result)
{
	static const char *const texts[] = {
#define SEAL(name, text) text,
#include "net/seal.def"
#undef SEAL
	};

	return texts[result];
}

/* --- the file ------------------------------------------------------------------ */

static enum seal_result
check_file(int fd)
{
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return SEAL_BAD;
	return st.st_mode & 077 ? SEAL_OPEN : SEAL_OK;
}

/* Bytes read, or -1. One more than a good file holds shows that it is none. */
static ssize_t
read_whole(int fd, char out[static FILE_MAX + 1])
{
	size_t len = 0;
	ssize_t n = 0;

	while (len <= FILE_MAX &&
	    (n = read(fd, out + len, FILE_MAX + 1 - len)) > 0)
		len += (size_t)n;
	return n < 0 ? -1 : (ssize_t)len;
}

static enum seal_result
parse_keys(const char *text, size_t len, struct seal_keys *keys)
{
	unsigned char key[KEY_TEXT];
	size_t n;

	keys->n = 0;
	if (len == 0 || len > FILE_MAX || len % (KEY_TEXT + 1) != 0)
		return SEAL_BAD;
	for (size_t at = 0; at < len; at += KEY_TEXT + 1) {
		if (text[at + KEY_TEXT] != '\n' ||
		    !crypto_unbase64(text + at, KEY_TEXT, key, &n) ||
		    n != CRYPTO_KEY_SIZE)
			return SEAL_BAD;
		memcpy(keys->key[keys->n++], key, CRYPTO_KEY_SIZE);
	}
	crypto_forget(key, sizeof(key));
	return SEAL_OK;
}

enum seal_result
seal_keys_read(const char *key_file, struct seal_keys *keys)
{
	int fd = open(key_file, O_RDONLY | O_CLOEXEC);
	char text[FILE_MAX + 1];
	enum seal_result result;
	ssize_t len;

	keys->n = 0;
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? SEAL_ABSENT :
		    SEAL_UNREADABLE;
	result = check_file(fd);
	len = result == SEAL_OK ? read_whole(fd, text) : 0;
	close(fd);
	if (result == SEAL_OK)
		result = len < 0 ? SEAL_UNREADABLE :
		    parse_keys(text, (size_t)len, keys);
	crypto_forget(text, sizeof(text));
	return result;
}

void
seal_keys_add(struct seal_keys *keys)
{
	if (keys->n < SEAL_KEYS_MAX)
		keys->n++;
	memmove(keys->key[1], keys->key[0], (keys->n - 1) * CRYPTO_KEY_SIZE);
	crypto_key(keys->key[0]);
}

static bool
write_synced(int fd, const struct sbuf *text)
{
	size_t done = 0;
	ssize_t n;

	while (done < text->len &&
	    (n = write(fd, text->s + done, text->len - done)) > 0)
		done += (size_t)n;
	return done == text->len && fsync(fd) == 0;
}

/* A name is on disk when its folder is. */
static bool
sync_folder(struct arena *mem, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t len = slash == NULL ? 0 : slash == path ? 1 :
	    (size_t)(slash - path);
	int fd = open(len ? arena_copy(mem, path, len) : ".",
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* link() leaves a file alone that is there, rename() takes its place. */
static enum seal_result
put_in_place(const char *made, const char *key_file, bool fresh)
{
	if (!fresh)
		return rename(made, key_file) == 0 ? SEAL_OK : SEAL_UNWRITABLE;
	if (link(made, key_file) != 0)
		return errno == EEXIST ? SEAL_THERE : SEAL_UNWRITABLE;
	return unlink(made) == 0 ? SEAL_OK : SEAL_UNWRITABLE;
}

static enum seal_result
write_file(struct arena *mem, const char *key_file, const struct sbuf *text,
    bool fresh)
{
	const char *made = arena_fmt(mem, "%s.new", key_file);
	enum seal_result result = SEAL_UNWRITABLE;
	int fd;

	(void)unlink(made);	/* of a run that was killed */
	fd = open(made, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return SEAL_UNWRITABLE;
	if (write_synced(fd, text))
		result = put_in_place(made, key_file, fresh);
	close(fd);
	if (result != SEAL_OK)
		(void)unlink(made);
	else if (!sync_folder(mem, key_file))
		result = SEAL_UNWRITABLE;
	return result;
}

enum seal_result
seal_keys_write(const char *key_file, const struct seal_keys *keys, bool fresh)
{
	struct arena *mem = arena_begin();
	struct sbuf text = SBUF_INIT;
	enum seal_result result;

	for (size_t i = 0; i < keys->n; i++) {
		crypto_base64(&text, keys->key[i], CRYPTO_KEY_SIZE);
		sbuf_char(&text, '\n');
	}
	result = write_file(mem, key_file, &text, fresh);
	crypto_forget(text.s, text.len);
	sbuf_free(&text);
	arena_end(mem);
	return result;
}

/* --- sealing ------------------------------------------------------------------- */

static void
key_id(const unsigned char key[static CRYPTO_KEY_SIZE],
    unsigned char id[static SHA256_SIZE])
{
	crypto_sha256(key, CRYPTO_KEY_SIZE, id);
}

static const unsigned char *
key_named(const struct seal_keys *keys, const unsigned char *id)
{
	unsigned char sum[SHA256_SIZE];

	for (size_t i = 0; i < keys->n; i++) {
		key_id(keys->key[i], sum);
		if (memcmp(sum, id, SEAL_ID_SIZE) == 0)
			return keys->key[i];
	}
	return NULL;
}

enum seal_result
seal_hex(struct arena *mem, const char *key_file, const char *what,
    const char *text, const char **hex)
{
	struct sbuf *sealed = sbuf_arena(mem);
	unsigned char id[SHA256_SIZE];
	struct seal_keys keys;
	enum seal_result result = seal_keys_read(key_file, &keys);
	char *out;

	if (result != SEAL_OK)
		return result;
	key_id(keys.key[0], id);
	sbuf_add(sealed, (const char *)id, SEAL_ID_SIZE);
	crypto_seal(keys.key[0], what, text, strlen(text), sealed);
	crypto_forget(&keys, sizeof(keys));
	out = arena_alloc(mem, 2 + 2 * sealed->len + 1);
	memcpy(out, "\\x", 2);
	hex_encode((const unsigned char *)sealed->s, sealed->len, out + 2);
	*hex = out;
	return SEAL_OK;
}

enum seal_result
seal_text(struct arena *mem, const char *key_file, const char *what,
    const char *hex, const char **text)
{
	size_t len = strlen(hex) / 2;
	unsigned char *sealed = arena_alloc(mem, len + 1);
	struct sbuf *plain = sbuf_arena(mem);
	const unsigned char *key;
	struct seal_keys keys;
	enum seal_result result = seal_keys_read(key_file, &keys);

	if (result != SEAL_OK)
		return result;
	if (len < SEAL_ID_SIZE || !hex_decode(hex, sealed, len))
		result = SEAL_ALTERED;
	else if ((key = key_named(&keys, sealed)) == NULL)
		result = SEAL_UNKNOWN;
	else if (!crypto_open(key, what, sealed + SEAL_ID_SIZE,
	    len - SEAL_ID_SIZE, plain))
		result = SEAL_ALTERED;
	crypto_forget(&keys, sizeof(keys));
	*text = sbuf_cstr(plain);
	return result;
}
