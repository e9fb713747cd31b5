/* SPDX-License-Identifier: MIT */
#include "model/incident.h"

#include "base/arena.h"
#include "db/db.h"

static struct arg
arg_num(struct arena *mem, double x)
{
	return arg_text(arena_fmt(mem, "%.17g", x));
}

enum rc
incident_rise(struct db *db, struct arena *mem, const struct incident_rise *r,
    int64_t *id)
{
	return db_int(db, mem, Q_incident_rise, id, ARGS(arg_text(r->category),
	    arg_text(r->platform), arg_text(r->app_version),
	    arg_int(r->cluster_id), arg_text(severity_name(r->severity)),
	    arg_time(r->begins_at), arg_time(r->at), arg_int(r->reports),
	    arg_num(mem, r->expected), arg_int(r->seconds),
	    arg_num(mem, r->chance)));
}
