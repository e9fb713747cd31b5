/* SPDX-License-Identifier: MIT */
#include "http/sink.h"

#include "base/clock.h"
#include "base/sbuf.h"

bool
sink_ready(struct sink *s)
{
	/* nginx gives up on a program that is silent for long */
	if (s->stopped || (s->out->len < SINK_PIECE && (s->out->len == 0 ||
	    clock_mono_ms() - s->sent_ms < SINK_QUIET_MS)))
		return !s->stopped;
	s->sent_ms = clock_mono_ms();
	s->stopped = !s->send(s);
	return !s->stopped;
}
