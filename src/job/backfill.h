/* SPDX-License-Identifier: MIT */
/*
 * job/backfill - tidemark-backfill: Help Scout's conversations into the database.
 *
 * Shape:     a round does one of these, in this order: refresh users and
 *            mailboxes when they are an hour old; take a queued job; read a page
 *            of the sweep when one is due; read a page of those a job asked for;
 *            read a page of the crawl; ask for conversations that the complete
 *            crawl did not meet.
 * Jobs:      kind "backfill": {} looks for changes now, {"all": true} starts the
 *            crawl over, {"since": TIME} crawls what changed since then,
 *            {"pages": N} reads the newest N pages again, {"crawl": true} goes on
 *            with the crawl; kind "conversation": {"id": N} fetches one. A crawl
 *            needs its job: cancelled, that ends it.
 * Killed:    at any instruction: cursor and rows share a transaction.
 */
#ifndef TIDEMARK_JOB_BACKFILL_H
#define TIDEMARK_JOB_BACKFILL_H

int	backfill_main(int argc, char **argv);

#endif
