/* SPDX-License-Identifier: MIT */
/*
 * base/stop - a batch program is asked to stop: SIGTERM or SIGINT.
 *
 * Shape:  stop_on_signals() once at the start; long loops ask
 *         stop_requested(); whoever waits, waits on stop_fd() too, so that a
 *         signal between the question and the wait is not lost.
 * Errors: no pipe at the start ends the process.
 * Note:   the web workers do not use this: they block the signals except
 *         inside ppoll, so that no response is cut (src/main).
 */
#ifndef TIDEMARK_BASE_STOP_H
#define TIDEMARK_BASE_STOP_H

#include <stdbool.h>
#include <stdint.h>

void	stop_on_signals(void);	/* installs the handlers; may be called twice */
bool	stop_requested(void);
int	stop_fd(void);		/* readable once stopping; -1 before the first */
/* False when stopping; else true after ms. */
bool	stop_sleep_ms(int64_t ms);

#endif
