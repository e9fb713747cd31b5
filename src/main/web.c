/* SPDX-License-Identifier: MIT */
/*
 * tidemark-web: a master that holds the socket and N workers that answer.
 *
 * The master forks workers, replaces one that dies (after a pause when it died
 * young), and on SIGTERM or SIGINT passes the signal on and waits. Workers keep
 * those signals blocked except while they wait in ppoll for a connection: a
 * signal during an answer would cut it, since libfcgi does not retry EINTR.
 */
#include "config.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "db/db.h"
#include "html/asset.h"
#include "html/format.h"
#include "html/view.h"
#include "html/zone.h"
#include "main/app.h"
#include "main/fcgi.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BACKLOG = 1024, YOUNG_SECONDS = 2, SLOW_MS = 2000 };

static volatile sig_atomic_t stopping;

static void
on_stop(int sig)
{
	(void)sig;
	stopping = 1;
}

static void
log_answer(const struct req *rq, enum rc rc, int64_t ms)
{
	if (rq->stream != NULL && rc != RC_OK)
		LOG(WARN, "export", L_STR("route", rq->route->path), L_RC(rc),
		    L_INT("ms", ms));
	else if (rq->stream != NULL)
		LOG(INFO, "export", L_STR("route", rq->route->path), L_RC(rc),
		    L_INT("ms", ms));
	else if (rq->status >= 500 || ms >= SLOW_MS)
		LOG(WARN, "request", L_STR("method", rq->head.method),
		    L_STR("route", rq->route ? rq->route->path : NULL),
		    L_INT("status", rq->status), L_INT("ms", ms));
	else
		LOG(DEBUG, "request", L_STR("method", rq->head.method),
		    L_STR("route", rq->route ? rq->route->path : NULL),
		    L_INT("status", rq->status), L_INT("ms", ms));
}

/* An export holds its worker: one of them is always left for pages. The slots
 * are locks of the database, so that they end with whoever holds them. */
static enum rc
stream(FCGX_Request *fcgi, struct req *rq, bool *begun)
{
	int64_t slots = rq->conf->workers > 1 ? rq->conf->workers - 1 : 1;

	for (int64_t i = 1; i <= slots; i++) {
		const char *slot = arena_fmt(rq->mem, "export %lld",
		    (long long)i);
		enum rc rc;

		rc = db_try_lock(rq->db, slot);
		if (rc == RC_CONFLICT)
			continue;
		if (rc != RC_OK)
			return rc;
		rc = fcgi_stream(fcgi, rq, rq->conf->drain_seconds, begun);
		db_rollback(rq->db);
		db_unlock(rq->db, slot);
		return rc;
	}
	return req_fail(rq, RC_TOO_MANY, "%lld exports are running, as many as "
	    "may: try again in a minute", (long long)slots);
}

static void
serve(FCGX_Request *fcgi, struct arena *mem, struct db *db,
    const struct conf *conf)
{
	struct req rq = { .mem = mem, .db = db, .conf = conf };
	int64_t start = clock_mono_ms();
	bool begun = false;
	enum rc rc = RC_OK;

	fcgi_read(fcgi, &rq);
	dispatch(&app, &rq);
	if (rq.stream != NULL)
		rc = stream(fcgi, &rq, &begun);
	db_rollback(db);	/* a handler that failed inside a snapshot */
	if (!begun && rc != RC_OK)
		dispatch_error(&app, &rq, rc);
	if (!begun)
		fcgi_answer(fcgi, &rq);
	else if (rc != RC_OK)
		fcgi_cut(fcgi);
	FCGX_Finish_r(fcgi);
	log_answer(&rq, rc, clock_mono_ms() - start);
	sbuf_free(&rq.headers);
	sbuf_free(&rq.out);
	arena_reset(mem);
}

static int
worker(int listener, const struct conf *conf, const sigset_t *open_mask)
{
	struct db *db = db_open(conf->database_url, "tidemark-web",
	    DB_PAGES, conf->db_timeout);
	struct arena *mem = arena_begin();
	struct pollfd p = { .fd = listener, .events = POLLIN };
	FCGX_Request fcgi;

	FCGX_InitRequest(&fcgi, listener, FCGI_FAIL_ACCEPT_ON_INTR);
	while (!stopping) {
		int rc;

		if (ppoll(&p, 1, NULL, open_mask) < 0)
			continue;
		rc = FCGX_Accept_r(&fcgi);
		if (rc == -EAGAIN || rc == -EWOULDBLOCK)
			continue; /* another worker was faster */
		if (rc < 0) {
			LOG(ERROR, "accept", L_INT("error", -rc));
			break;
		}
		serve(&fcgi, mem, db, conf);
	}
	FCGX_Free(&fcgi, 1);
	arena_end(mem);
	db_close(db);
	return stopping ? 0 : 1;
}

struct child {
	pid_t pid;
	int64_t since;
};

/* A worker whose master is gone would serve a socket that nobody can find. */
static void
end_with_master(pid_t master)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != master)
		exit(1);
}

static pid_t
start_worker(int listener, const struct conf *conf, const sigset_t *mask)
{
	pid_t master = getpid(), pid = fork();

	if (pid != 0)
		return pid;
	end_with_master(master);
	exit(worker(listener, conf, mask));
}

static void
reap(struct child *children, size_t n)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		for (size_t i = 0; i < n; i++) {
			if (children[i].pid != pid)
				continue;
			children[i].pid = 0;
			if (!stopping)
				LOG(WARN, "worker_ended", L_INT("worker", pid),
				    L_INT("signal", WIFSIGNALED(status) ?
				    WTERMSIG(status) : 0));
		}
	}
}

static size_t
living(const struct child *children, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += children[i].pid > 0;
	return count;
}

static void
replace_dead(struct child *children, size_t n, int listener,
    const struct conf *conf, const sigset_t *mask)
{
	for (size_t i = 0; i < n; i++) {
		int64_t now = clock_mono_ms();

		if (children[i].pid > 0 || (children[i].since != 0 &&
		    now - children[i].since < YOUNG_SECONDS * 1000))
			continue;
		children[i].since = now;
		children[i].pid = start_worker(listener, conf, mask);
		if (children[i].pid < 0)
			LOG(ERROR, "no_worker", L_STR("why", strerror(errno)));
	}
}

/* The socket of another program that was started since stays. */
static void
remove_own(const char *path, const struct stat *own)
{
	struct stat now;

	if (stat(path, &now) == 0 && now.st_dev == own->st_dev &&
	    now.st_ino == own->st_ino)
		unlink(path);
}

static int
master(int listener, const struct conf *conf, const sigset_t *open_mask)
{
	size_t n = (size_t)conf->workers;
	struct child *children = must_alloc(n * sizeof(*children));
	struct timespec tick = { 0, 500000000 };
	struct stat own = { 0 };

	stat(conf->socket, &own);
	LOG(INFO, "started", L_INT("workers", n), L_STR("socket",
	    conf->socket));
	while (!stopping) {
		replace_dead(children, n, listener, conf, open_mask);
		ppoll(NULL, 0, &tick, open_mask);
		reap(children, n);
	}
	for (size_t i = 0; i < n; i++)
		if (children[i].pid > 0)
			kill(children[i].pid, SIGTERM);
	while (living(children, n) > 0) {
		ppoll(NULL, 0, &tick, open_mask);
		reap(children, n);
	}
	remove_own(conf->socket, &own);
	LOG(INFO, "stopped", L_INT("workers", n));
	free(children);
	return 0;
}

static int
open_listener(const char *path)
{
	int fd;

	umask(0117);	/* 0660: nginx shares the group */
	unlink(path);
	fd = FCGX_OpenSocket(path, BACKLOG);
	if (fd < 0 || fcntl(fd, F_SETFL, O_NONBLOCK) < 0) {
		fprintf(stderr, "cannot listen on %s: %s\n", path,
		    strerror(errno));
		return -1;
	}
	umask(0077);
	return fd;
}

/* Handlers come after FCGX_Init, which installs its own. */
static void
catch_signals(sigset_t *open_mask)
{
	struct sigaction act = { .sa_handler = on_stop };
	sigset_t blocked;

	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGINT, &act, NULL);
	act.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &act, NULL);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigaddset(&blocked, SIGINT);
	sigprocmask(SIG_BLOCK, &blocked, open_mask);
	sigdelset(open_mask, SIGTERM);
	sigdelset(open_mask, SIGINT);
}

static int
run(void *ctx, const struct conf *conf, int n, char **operands)
{
	const bool *print_routes = ctx;
	sigset_t open_mask;
	int listener;

	(void)n;
	(void)operands;
	if (*print_routes) {
		app_print_routes();
		return 0;
	}
	if (!zone_known(conf->timezone)) {
		fprintf(stderr, "timezone: this machine knows no zone \"%s\"; "
		    "zones are named as in Europe/Paris\n", conf->timezone);
		return 1;
	}
	fmt_zone_set(conf->timezone);
	app_begin(conf);
	if (view_init(conf->template_dir) != RC_OK) {
		fprintf(stderr, "%s\n", view_error());
		return 1;
	}
	if (asset_init(conf->static_dir) != RC_OK)
		return 1;
	if (FCGX_Init() != 0 || (listener = open_listener(conf->socket)) < 0)
		return 1;
	catch_signals(&open_mask);
	return master(listener, conf, &open_mask);
}

int
main(int argc, char **argv)
{
	bool print_routes = false;
	const struct conf_flag flags[] = {
		{ .name = "routes", .kind = FLAG_SWITCH, .to = &print_routes,
		    .help = "print every route with the role it needs, and end" },
		{ 0 },
	};
	const struct conf_program program = { "tidemark-web",
		"answers nginx: dashboards as HTML and JSON", NULL, flags };
	struct arena *mem = arena_begin();
	int status = conf_main(mem, &program, argc, argv, run, &print_routes);

	arena_end(mem);
	return status;
}
