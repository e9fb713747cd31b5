/* SPDX-License-Identifier: MIT */
/*
 * A clock that a test can set, for programs started with LD_PRELOAD: the seconds
 * in the file TEST_CLOCK are added to what time it is, at each look anew, so that
 * it jumps for those that run, too. What measures how long (CLOCK_MONOTONIC)
 * stays, as when the clock of a machine is set.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static time_t
ahead(void)
{
	const char *path = getenv("TEST_CLOCK");
	char text[24] = "";
	int fd = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return 0;
	if (read(fd, text, sizeof(text) - 1) < 0)
		text[0] = '\0';
	close(fd);
	return (time_t)strtoll(text, NULL, 10);
}

int
clock_gettime(clockid_t id, struct timespec *t)
{
	long status = syscall(SYS_clock_gettime, id, t);

	if (status == 0 && id == CLOCK_REALTIME)
		t->tv_sec += ahead();
	return (int)status;
}

int
gettimeofday(struct timeval *restrict v, void *restrict zone)
{
	struct timespec t;
	int status = clock_gettime(CLOCK_REALTIME, &t);

	(void)zone;
	v->tv_sec = t.tv_sec;
	v->tv_usec = t.tv_nsec / 1000;
	return status;
}

time_t
time(time_t *to)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	if (to != NULL)
		*to = t.tv_sec;
	return t.tv_sec;
}
