/* SPDX-License-Identifier: MIT */
#include "base/stop.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t stopping;
static int pipe_ends[2] = { -1, -1 };

static void
on_signal(int signo)
{
	int saved = errno;
	ssize_t n;

	(void)signo;
	stopping = 1;
	/* Nobody reads it back: once readable, it stays so. */
	n = write(pipe_ends[1], "", 1);
	(void)n;
	errno = saved;
}

void
stop_on_signals(void)
{
	struct sigaction act = { .sa_handler = on_signal };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	if (pipe_ends[0] < 0 && pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) {
		perror("pipe");
		abort();
	}
	sigemptyset(&act.sa_mask);
	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGINT, &act, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
}

bool
stop_requested(void)
{
	return stopping != 0;
}

int
stop_fd(void)
{
	return pipe_ends[0];
}

bool
stop_sleep_ms(int64_t ms)
{
	int64_t end = clock_mono_ms() + ms;
	struct pollfd fd = { .fd = pipe_ends[0], .events = POLLIN };

	while (!stop_requested()) {
		int64_t left = end - clock_mono_ms();

		if (left <= 0)
			return true;
		poll(&fd, 1, left > 60000 ? 60000 : (int)left);
	}
	return false;
}
