/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/unzip.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

static bool
map_file(int fd, struct block *bl)
{
	struct stat st;
	void *p;

	if (fstat(fd, &st) != 0)
		return false;
	*bl = (struct block){ NULL, (size_t)st.st_size, true };
	if (bl->len == 0) {
		bl->mapped = false;
		return true;
	}
	p = mmap(NULL, bl->len, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		return false;
	bl->s = p;
	return true;
}

static bool
inflate_file(int fd, struct block *bl)
{
	gzFile gz = gzdopen(dup(fd), "rb");
	size_t cap = 1 << 20;
	int got;

	if (gz == NULL)
		return false;
	gzbuffer(gz, 1 << 17);
	*bl = (struct block){ must_alloc(cap), 0, false };
	while ((got = gzread(gz, bl->s + bl->len, (unsigned)(cap - bl->len))) >
	       0) {
		bl->len += (size_t)got;
		if (cap - bl->len < 1 << 16) {
			cap += cap < (size_t)1 << 30 ? cap : (size_t)1 << 30;
			bl->s = must_realloc(bl->s, cap);
		}
	}
	gzclose(gz);
	if (got < 0)
		free(bl->s);
	return got == 0;
}

bool
unzip_file(
    struct arena *mem, const char *path, struct block *bl, const char **wrong)
{
	unsigned char magic[2] = { 0, 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok;

	if (fd < 0) {
		*wrong = arena_fmt(mem, "%s: %s", path, strerror(errno));
		return false;
	}
	ok = pread(fd, magic, 2, 0) == 2 && magic[0] == 0x1f && magic[1] == 0x8b
		 ? inflate_file(fd, bl)
		 : map_file(fd, bl);
	close(fd);
	if (!ok)
		*wrong = arena_fmt(mem, "%s: cannot be read", path);
	return ok;
}
