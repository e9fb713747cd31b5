/* SPDX-License-Identifier: MIT */
/*
 * main/fcgi - between libfcgi and struct req. FastCGI types live in src/main.
 *
 * Source:    libfcgi 2.4.2, fcgiapp.h; the process model is in main/web.c.
 * Ownership: texts of the head are copied into the request's arena, because
 *            libfcgi's die at FCGX_Finish_r.
 * Errors:    fcgi_answer() ignores a client that went away.
 */
#ifndef TIDEMARK_MAIN_FCGI_H
#define TIDEMARK_MAIN_FCGI_H

#include "http/req.h"

#include <fcgiapp.h>

/* Reads the head and at most conf->body_max bytes of body. */
void	fcgi_read(FCGX_Request *, struct req *);
/* Sends status, headers, length and body in one piece. */
void	fcgi_answer(FCGX_Request *, const struct req *);

#endif
