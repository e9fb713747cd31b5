/* SPDX-License-Identifier: MIT */
/*
 * Stands in for libFuzzer: gives each seed of tests/fuzz/seeds/NAME, and each
 * of its beginnings in steps, to the target. NAME is the program's own, less
 * "_fuzz". Files or folders on the command line replace the seeds.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

enum { SEED_MAX = 1 << 20, CUTS = 16 };

static unsigned replayed;

/* Each length in a block of its own, so that reading past it is seen. */
static void
feed(const char *bytes, size_t len)
{
	uint8_t *copy = malloc(len ? len : 1);

	if (copy == NULL)
		abort();
	if (len > 0)
		memcpy(copy, bytes, len);
	LLVMFuzzerTestOneInput(copy, len);
	free(copy);
}

static int
replay(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *bytes = malloc(SEED_MAX);
	size_t len;

	if (f == NULL || bytes == NULL) {
		fprintf(stderr, "cannot read %s\n", path);
		return 1;
	}
	len = fread(bytes, 1, SEED_MAX, f);
	fclose(f);
	for (size_t cut = 0; cut < CUTS; cut++)
		feed(bytes, len - len * cut / CUTS);
	free(bytes);
	replayed++;
	return 0;
}

static int
replay_folder(const char *path)
{
	DIR *dir = opendir(path);
	const struct dirent *e;
	int failed = 0;

	if (dir == NULL)
		return replay(path);
	while ((e = readdir(dir)) != NULL) {
		char file[4096];

		if (*e->d_name == '.')
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, e->d_name);
		failed |= replay(file);
	}
	closedir(dir);
	return failed;
}

static int
replay_seeds(const char *program)
{
	const char *base = strrchr(program, '/'), *from = getenv("srcdir");
	char path[4096];
	size_t len;

	base = base == NULL ? program : base + 1;
	len = strlen(base);
	if (len > 5 && strcmp(base + len - 5, "_fuzz") == 0)
		len -= 5;
	snprintf(path, sizeof(path), "%s/tests/fuzz/seeds/%.*s",
	    from == NULL ? "." : from, (int)len, base);
	return replay_folder(path);
}

int
main(int argc, char **argv)
{
	int failed = 0;

	for (int i = 1; i < argc; i++)
		failed |= replay_folder(argv[i]);
	if (argc == 1)
		failed = replay_seeds(argv[0]);
	printf("%u seeds replayed\n", replayed);
	return failed || replayed == 0;
}
