/* SPDX-License-Identifier: MIT */
/*
 * main/fcgi - between libfcgi and struct req. FastCGI types live in src/main.
 *
 * Source:    libfcgi 2.4.2, fcgiapp.h; the process model is in main/web.c.
 * Ownership: texts of the head are copied into the request's arena, because
 *            libfcgi's die at FCGX_Finish_r.
 * Errors:    fcgi_answer() ignores a client that went away; fcgi_stream()
 *            stops for it.
 */
#ifndef TIDEMARK_MAIN_FCGI_H
#define TIDEMARK_MAIN_FCGI_H

#include "http/req.h"

#include <fcgiapp.h>

/* Reads the head and at most conf->body_max bytes of body. */
void	fcgi_read(FCGX_Request *, struct req *);
/* Sends status, headers, length and body in one piece. */
void	fcgi_answer(FCGX_Request *, const struct req *);
/* Runs rq->stream. *begun: the head has gone out, and with RC_OK the body too;
 * when nothing has, the answer stands in rq as if it had been built whole.
 * RC_STOPPED: the client went away, or the program was told to end drain
 * seconds ago. */
enum rc	fcgi_stream(FCGX_Request *, struct req *, int64_t drain, bool *begun);
/* Ends the connection so that nginx knows the answer for broken. */
void	fcgi_cut(FCGX_Request *);

#endif
